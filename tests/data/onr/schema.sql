-- The tables and columns of the registry before this one (ONR) that moving in reads, as of its migration
-- V20260615120000000. Indexes and constraints only where they bear on reading or on what can stand there.
CREATE TABLE kielisyys (id bigint PRIMARY KEY, kielikoodi varchar(255) UNIQUE, kielityyppi varchar(255));
CREATE TABLE kansalaisuus (id bigint PRIMARY KEY, kansalaisuuskoodi varchar(255) NOT NULL);
CREATE TABLE organisaatio (id bigint PRIMARY KEY, oid varchar(255) NOT NULL UNIQUE);
CREATE TABLE henkilo (
    id bigint PRIMARY KEY,
    oidhenkilo varchar(255) NOT NULL UNIQUE,
    hetu varchar(255) UNIQUE,
    etunimet varchar(255) NOT NULL,
    kutsumanimi varchar(255) NOT NULL,
    sukunimi varchar(255) NOT NULL,
    sukupuoli varchar(255),
    syntymaaika date,
    kuolinpaiva date,
    kotikunta varchar(255),
    aidinkieli_id bigint REFERENCES kielisyys,
    asiointikieli_id bigint REFERENCES kielisyys,
    turvakielto boolean NOT NULL DEFAULT false,
    eisuomalaistahetua boolean NOT NULL DEFAULT false,
    passivoitu boolean NOT NULL DEFAULT false,
    duplicate boolean NOT NULL DEFAULT false,
    yksiloity boolean NOT NULL DEFAULT false,
    yksiloityvtj boolean NOT NULL DEFAULT false,
    yksiloityeidas boolean DEFAULT false,
    yksilointi_yritetty boolean NOT NULL DEFAULT false,
    kasittelija varchar(255),
    created timestamp NOT NULL DEFAULT now(),
    modified timestamp NOT NULL DEFAULT now(),
    vtjsync_timestamp timestamptz,
    CHECK (NOT (yksiloityeidas AND (yksiloity OR yksiloityvtj))),
    CHECK (NOT (yksiloityeidas AND hetu IS NOT NULL))
);
CREATE TABLE henkilo_hetu (henkilo_id bigint REFERENCES henkilo, hetu varchar(255) UNIQUE, PRIMARY KEY (henkilo_id, hetu));
CREATE TABLE henkilo_passinumero (
    henkilo_id bigint REFERENCES henkilo, passinumero varchar(255) UNIQUE, PRIMARY KEY (henkilo_id, passinumero)
);
CREATE TABLE identification (
    id bigint PRIMARY KEY, henkilo_id bigint NOT NULL REFERENCES henkilo, idpentityid varchar(255) NOT NULL,
    identifier text NOT NULL
);
CREATE INDEX ON identification (henkilo_id);
CREATE TABLE eidastunniste (id bigint PRIMARY KEY, henkilo_id bigint NOT NULL REFERENCES henkilo, tunniste text NOT NULL UNIQUE);
CREATE INDEX ON eidastunniste (henkilo_id);
CREATE TABLE externalid (id bigint PRIMARY KEY, henkilo_id bigint NOT NULL REFERENCES henkilo, externalid varchar(255) NOT NULL);
CREATE TABLE henkilo_organisaatio (
    henkilo_id bigint REFERENCES henkilo, organisaatio_id bigint REFERENCES organisaatio,
    PRIMARY KEY (henkilo_id, organisaatio_id)
);
CREATE TABLE henkilo_kansalaisuus (
    henkilo_id bigint REFERENCES henkilo, kansalaisuus_id bigint REFERENCES kansalaisuus,
    PRIMARY KEY (henkilo_id, kansalaisuus_id)
);
CREATE TABLE henkiloviite (id bigint, master_oid varchar(255) NOT NULL, slave_oid varchar(255) NOT NULL);
CREATE INDEX ON henkiloviite (slave_oid);
CREATE TABLE henkilo_huoltaja_suhde (
    id bigint PRIMARY KEY, lapsi_id bigint NOT NULL REFERENCES henkilo, huoltaja_id bigint NOT NULL REFERENCES henkilo
);
CREATE TABLE kotikunta_historia (id bigint PRIMARY KEY, henkilo_id bigint NOT NULL REFERENCES henkilo, kotikunta text NOT NULL);
CREATE TABLE yksilointitieto (
    id bigint PRIMARY KEY,
    henkiloid bigint NOT NULL UNIQUE REFERENCES henkilo,
    hetu varchar(255),
    etunimet varchar(255),
    kutsumanimi varchar(255),
    sukunimi varchar(255),
    sukupuoli varchar(255),
    aidinkieli_id bigint REFERENCES kielisyys,
    turvakielto boolean NOT NULL DEFAULT false,
    kotikunta varchar(255)
);
CREATE TABLE yksilointi_kansalaisuus (
    yksilointitieto_id bigint NOT NULL REFERENCES yksilointitieto, kansalaisuus_id bigint NOT NULL REFERENCES kansalaisuus
);
CREATE TABLE yhteystiedotryhma (
    id bigint PRIMARY KEY, henkilo_id bigint REFERENCES henkilo, yksilointitieto_id bigint REFERENCES yksilointitieto,
    ryhmakuvaus varchar(255), ryhma_alkuperatieto varchar(255) NOT NULL, read_only boolean NOT NULL DEFAULT false
);
CREATE INDEX ON yhteystiedotryhma (henkilo_id);
CREATE TABLE yhteystiedot (
    id bigint PRIMARY KEY, yhteystiedotryhma_id bigint NOT NULL REFERENCES yhteystiedotryhma,
    yhteystieto_tyyppi varchar(255) NOT NULL, yhteystieto_arvo varchar(255)
);
CREATE INDEX ON yhteystiedot (yhteystiedotryhma_id);
CREATE TABLE yksilointivirhe (
    id bigint PRIMARY KEY, henkilo_id bigint NOT NULL UNIQUE REFERENCES henkilo, aikaleima timestamp NOT NULL,
    poikkeus text NOT NULL, viesti text, uudelleenyritys_maara integer, uudelleenyritys_aikaleima timestamp
);
CREATE TABLE tuonti_data (id bigint PRIMARY KEY, data oid NOT NULL);
CREATE TABLE tuonti (
    id bigint PRIMARY KEY, sahkoposti varchar(255), kasiteltavia integer NOT NULL, kasiteltyja integer NOT NULL,
    kasittelija_oid varchar(255), data_id bigint REFERENCES tuonti_data, ilmoitustarve_kasitelty boolean DEFAULT false,
    aikaleima timestamp NOT NULL DEFAULT now(), api text
);
CREATE TABLE tuonti_organisaatio (
    tuonti_id bigint REFERENCES tuonti, organisaatio_id bigint REFERENCES organisaatio, PRIMARY KEY (tuonti_id, organisaatio_id)
);
CREATE TABLE tuonti_rivi (
    id bigint PRIMARY KEY, tunniste varchar(255), henkilo_id bigint NOT NULL REFERENCES henkilo,
    tuonti_id bigint NOT NULL REFERENCES tuonti, conflict boolean
);
CREATE INDEX ON tuonti_rivi (tuonti_id, henkilo_id);
