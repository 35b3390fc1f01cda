-- Many invented people in the tables of schema.sql, to measure moving in:
-- psql -v persons=100000 -f tests/data/onr/many.sql
-- Hetus have individual numbers of 900-999, which nobody has. Four of five are identified from the register.
INSERT INTO kielisyys VALUES (1, 'fi', 'suomi'), (2, 'sv', 'svenska');
INSERT INTO kansalaisuus VALUES (1, '246');
INSERT INTO organisaatio SELECT n, '1.2.246.562.10.' || (90000000000 + n) FROM generate_series(1, 50) n;
CREATE TEMPORARY TABLE invented AS
SELECT n, date '1950-01-01' + (n / 90) AS born, 900 + n % 90 AS individual FROM generate_series(1, :persons) n;
CREATE TEMPORARY TABLE with_hetu AS
SELECT n, born, to_char(born, 'DDMMYY') || CASE WHEN born < '2000-01-01' THEN '-' ELSE 'A' END || individual
    || substr('0123456789ABCDEFHJKLMNPRSTUVWXY', 1 + ((to_char(born, 'DDMMYY') || individual)::bigint % 31)::int, 1) AS hetu
FROM invented;
INSERT INTO henkilo (id, oidhenkilo, hetu, etunimet, kutsumanimi, sukunimi, sukupuoli, syntymaaika, kotikunta,
    aidinkieli_id, asiointikieli_id, yksiloityvtj, kasittelija, created, modified, vtjsync_timestamp)
SELECT 10 * n, '1.2.246.562.24.' || (20000000000 + n), hetu, 'Aino Etunimi' || n % 977, 'Aino', 'Sukunimi' || n % 1531,
    '2', born, '837', 1, 1, n % 5 > 0, '1.2.246.562.24.00000000001', timestamp '2019-01-01' + n * interval '1 second',
    timestamp '2024-01-01' + n * interval '1 second', CASE WHEN n % 5 > 0 THEN timestamptz '2024-01-01 12:00Z' END
FROM with_hetu;
INSERT INTO henkilo_hetu SELECT 10 * n, hetu FROM with_hetu WHERE n % 5 > 0;
INSERT INTO henkilo_kansalaisuus SELECT 10 * n, 1 FROM invented;
INSERT INTO henkilo_organisaatio SELECT 10 * n, 1 + n % 50 FROM invented;
INSERT INTO identification SELECT n, 10 * n, 'email', 'oppija' || n || '@posti.example' FROM invented WHERE n % 3 = 0;
INSERT INTO henkilo_passinumero SELECT 10 * n, 'XK' || n FROM invented WHERE n % 20 = 0;
INSERT INTO yhteystiedotryhma SELECT n, 10 * n, NULL, 'yhteystietotyyppi4', 'alkupera1', true FROM invented WHERE n % 5 > 0;
INSERT INTO yhteystiedot SELECT 2 * n, n, 'YHTEYSTIETO_KATUOSOITE', 'Katu ' || n FROM invented WHERE n % 5 > 0;
INSERT INTO yhteystiedot SELECT 2 * n + 1, n, 'YHTEYSTIETO_KAUPUNKI', 'Lumijoki' FROM invented WHERE n % 5 > 0;
INSERT INTO henkiloviite SELECT n, '1.2.246.562.24.' || (20000000000 + n - 1), '1.2.246.562.24.' || (20000000000 + n)
    FROM invented WHERE n % 100 = 0;
ANALYZE;
