//! What ONR's database is asked. Tables and columns are its own.

macro_rules! persons {
    ($which:literal) => {
        concat!(
            "SELECT h.id, h.oidhenkilo, h.etunimet, h.kutsumanimi, h.sukunimi, h.hetu, h.syntymaaika::text AS syntymaaika,
                h.sukupuoli, a.kielikoodi AS aidinkieli, s.kielikoodi AS asiointikieli, h.kotikunta, h.turvakielto,
                h.kuolinpaiva::text AS kuolinpaiva, h.eisuomalaistahetua, h.passivoitu, h.yksiloity, h.yksiloityvtj,
                coalesce(h.yksiloityeidas, false) AS yksiloityeidas, h.kasittelija,
                floor(extract(epoch FROM h.created AT TIME ZONE $3) * 1000)::bigint AS created,
                floor(extract(epoch FROM h.modified AT TIME ZONE $3) * 1000)::bigint AS modified,
                floor(extract(epoch FROM h.vtjsync_timestamp) * 1000)::bigint AS vtjsync
             FROM henkilo h
             LEFT JOIN kielisyys a ON a.id = h.aidinkieli_id
             LEFT JOIN kielisyys s ON s.id = h.asiointikieli_id
             WHERE ",
            $which
        )
    };
}

pub const PERSONS: &str = persons!("h.id > $1 ORDER BY h.id LIMIT $2");
/// The second value is not used.
pub const PERSONS_OF: &str = persons!("h.id = ANY($1) AND $2 = 0 ORDER BY h.id");

pub const SAMPLE: &str = "SELECT id FROM (SELECT id FROM henkilo ORDER BY random() LIMIT $1) drawn ORDER BY id";

pub const LINKS: &str = "SELECT id, master_oid, slave_oid FROM henkiloviite WHERE id > $1 ORDER BY id LIMIT $2";

/// Whom each of them is linked to; the oldest link where there are several.
pub const MASTERS: &str = "SELECT DISTINCT ON (slave_oid) slave_oid, master_oid FROM henkiloviite
    WHERE slave_oid = ANY($1) ORDER BY slave_oid, id";

pub const HETUS: &str = "SELECT henkilo_id, hetu FROM henkilo_hetu WHERE henkilo_id = ANY($1) ORDER BY 1, 2";
pub const PASSPORTS: &str =
    "SELECT henkilo_id, passinumero FROM henkilo_passinumero WHERE henkilo_id = ANY($1) ORDER BY 1, 2";
pub const EIDAS: &str = "SELECT henkilo_id, tunniste FROM eidastunniste WHERE henkilo_id = ANY($1) ORDER BY 1, id";
pub const IDENTIFICATIONS: &str =
    "SELECT henkilo_id, idpentityid, identifier FROM identification WHERE henkilo_id = ANY($1) ORDER BY 1, id";
pub const ORGANISATIONS: &str = "SELECT p.henkilo_id, o.oid FROM henkilo_organisaatio p
    JOIN organisaatio o ON o.id = p.organisaatio_id WHERE p.henkilo_id = ANY($1) ORDER BY 1, 2";
pub const NATIONALITIES: &str = "SELECT p.henkilo_id, k.kansalaisuuskoodi FROM henkilo_kansalaisuus p
    JOIN kansalaisuus k ON k.id = p.kansalaisuus_id WHERE p.henkilo_id = ANY($1) ORDER BY 1, 2";
pub const CONTACTS: &str = "SELECT g.henkilo_id, g.id, g.ryhmakuvaus, g.ryhma_alkuperatieto, y.yhteystieto_tyyppi,
    y.yhteystieto_arvo FROM yhteystiedotryhma g JOIN yhteystiedot y ON y.yhteystiedotryhma_id = g.id
    WHERE g.henkilo_id = ANY($1) ORDER BY 1, 2, y.id";

/// The message holds the hetu: no more of it is read than whether it says that the hetu is passive.
pub const FAILURES: &str = "SELECT henkilo_id, poikkeus, coalesce(viesti ILIKE '%passiv%', false),
    floor(extract(epoch FROM uudelleenyritys_aikaleima AT TIME ZONE $2) * 1000)::bigint
    FROM yksilointivirhe WHERE henkilo_id = ANY($1)";

pub const COMPARISONS: &str = "SELECT y.id, y.henkiloid, y.hetu, y.etunimet, y.kutsumanimi, y.sukunimi, y.sukupuoli,
    k.kielikoodi AS aidinkieli, y.kotikunta, y.turvakielto
    FROM yksilointitieto y LEFT JOIN kielisyys k ON k.id = y.aidinkieli_id WHERE y.henkiloid = ANY($1)";
pub const COMPARED_NATIONALITIES: &str =
    "SELECT y.yksilointitieto_id, k.kansalaisuuskoodi FROM yksilointi_kansalaisuus y
    JOIN kansalaisuus k ON k.id = y.kansalaisuus_id WHERE y.yksilointitieto_id = ANY($1) ORDER BY 1, 2";
pub const COMPARED_CONTACTS: &str = "SELECT g.yksilointitieto_id, g.id, g.ryhmakuvaus, g.ryhma_alkuperatieto,
    y.yhteystieto_tyyppi, y.yhteystieto_arvo
    FROM yhteystiedotryhma g JOIN yhteystiedot y ON y.yhteystiedotryhma_id = g.id
    WHERE g.yksilointitieto_id = ANY($1) ORDER BY 1, 2, y.id";

/// What was sent stands in a large object; one that is gone is none.
pub const IMPORTS: &str = "SELECT t.id, t.kasiteltavia, t.kasiteltyja, t.api,
    floor(extract(epoch FROM t.aikaleima AT TIME ZONE $3) * 1000)::bigint AS aikaleima,
    CASE WHEN m.oid IS NOT NULL THEN lo_get(d.data) END AS body
    FROM tuonti t LEFT JOIN tuonti_data d ON d.id = t.data_id LEFT JOIN pg_largeobject_metadata m ON m.oid = d.data
    WHERE t.id > $1 ORDER BY t.id LIMIT $2";
pub const IMPORT_ORGANISATIONS: &str = "SELECT t.tuonti_id, o.oid FROM tuonti_organisaatio t
    JOIN organisaatio o ON o.id = t.organisaatio_id WHERE t.tuonti_id = ANY($1) ORDER BY 1, 2";
pub const IMPORT_ROWS: &str = "SELECT r.tuonti_id, r.tunniste, h.oidhenkilo, coalesce(r.conflict, false)
    FROM tuonti_rivi r JOIN henkilo h ON h.id = r.henkilo_id WHERE r.tuonti_id = ANY($1) ORDER BY 1, r.id";

pub const COUNTS: &str = "SELECT
    (SELECT count(*) FROM henkilo) AS persons,
    (SELECT count(*) FROM henkilo WHERE hetu <> '') AS hetus,
    (SELECT count(*) FROM henkilo_hetu f JOIN henkilo h ON h.id = f.henkilo_id WHERE f.hetu IS DISTINCT FROM h.hetu)
        AS former_hetus,
    (SELECT count(*) FROM henkilo WHERE yksiloityvtj) AS from_register,
    (SELECT count(*) FROM henkilo WHERE yksiloity) AS by_official,
    (SELECT count(*) FROM henkilo WHERE yksiloityeidas) AS by_eidas,
    (SELECT count(*) FROM henkilo WHERE passivoitu) AS passive,
    (SELECT count(*) FROM henkilo_passinumero) AS passports,
    (SELECT count(*) FROM identification) AS identifications,
    (SELECT count(*) FROM eidastunniste) AS eidas,
    (SELECT count(*) FROM henkilo_organisaatio) AS organisations,
    (SELECT count(*) FROM yhteystiedotryhma WHERE henkilo_id IS NOT NULL) AS contacts,
    (SELECT count(*) FROM henkiloviite) AS links,
    (SELECT count(*) FROM externalid) AS external_ids,
    (SELECT count(*) FROM henkilo_huoltaja_suhde) AS guardians,
    (SELECT count(*) FROM kotikunta_historia) AS former_municipalities,
    (SELECT count(*) FROM tuonti) AS imports,
    (SELECT count(*) FROM tuonti_rivi) AS import_rows";
