/**
 * Art. 77: with whom a person can lodge a complaint. The competent authority is always named, and the one where the person
 * lives beside it; any other may be chosen as well. Data: read the two lists of sources again before a release.
 */
export type Authority = { code: string; country: string; name: string; url: string; checkedOn: string };

export const authoritiesVersion = "2026-10";
export const authoritiesSources = [
  "https://www.edpb.europa.eu/about-edpb/about-edpb/members_en",
  "https://www.datenschutzkonferenz-online.de/datenschutzaufsichtsbehoerden.html",
];

/** The authority that supervises the controller. */
const competent = "DE-BE";

// code | country or Land | authority | website
const table = `
AT|Austria|Österreichische Datenschutzbehörde (DSB)|https://www.dsb.gv.at/
BE|Belgium|Gegevensbeschermingsautoriteit / Autorité de protection des données (APD-GBA)|https://www.autoriteprotectiondonnees.be/
BG|Bulgaria|Commission for Personal Data Protection|https://www.cpdp.bg/
HR|Croatia|Agencija za zaštitu osobnih podataka (AZOP)|https://azop.hr/
CY|Cyprus|Commissioner for Personal Data Protection|https://www.dataprotection.gov.cy/
CZ|Czechia|Úřad pro ochranu osobních údajů|https://uoou.gov.cz/
DK|Denmark|Datatilsynet|https://www.datatilsynet.dk/
EE|Estonia|Andmekaitse Inspektsioon|https://www.aki.ee/
FI|Finland|Tietosuojavaltuutetun toimisto|https://tietosuoja.fi/
FR|France|Commission Nationale de l'Informatique et des Libertés (CNIL)|https://www.cnil.fr/
DE|Germany (federal)|Die Bundesbeauftragte für den Datenschutz und die Informationsfreiheit (BfDI)|https://www.bfdi.bund.de/
GR|Greece|Hellenic Data Protection Authority|https://www.dpa.gr/
HU|Hungary|Nemzeti Adatvédelmi és Információszabadság Hatóság (NAIH)|https://www.naih.hu/
IE|Ireland|Data Protection Commission|https://www.dataprotection.ie/
IT|Italy|Garante per la protezione dei dati personali|https://www.garanteprivacy.it/
LV|Latvia|Datu valsts inspekcija|https://www.dvi.gov.lv/
LT|Lithuania|Valstybinė duomenų apsaugos inspekcija|https://vdai.lrv.lt/
LU|Luxembourg|Commission Nationale pour la Protection des Données|https://cnpd.public.lu/
MT|Malta|Information and Data Protection Commissioner|https://idpc.org.mt/
NL|Netherlands|Autoriteit Persoonsgegevens|https://autoriteitpersoonsgegevens.nl/
PL|Poland|Urząd Ochrony Danych Osobowych|https://uodo.gov.pl/
PT|Portugal|Comissão Nacional de Proteção de Dados|https://www.cnpd.pt/
RO|Romania|Autoritatea Națională de Supraveghere a Prelucrării Datelor cu Caracter Personal|https://www.dataprotection.ro/
SK|Slovakia|Úrad na ochranu osobných údajov|https://dataprotection.gov.sk/
SI|Slovenia|Informacijski pooblaščenec|https://www.ip-rs.si/
ES|Spain|Agencia Española de Protección de Datos|https://www.aepd.es/
SE|Sweden|Integritetsskyddsmyndigheten (IMY)|https://www.imy.se/
IS|Iceland|Persónuvernd|https://www.personuvernd.is/
LI|Liechtenstein|Datenschutzstelle|https://www.datenschutzstelle.li/
NO|Norway|Datatilsynet|https://www.datatilsynet.no/
DE-BW|Baden-Württemberg|LfDI Baden-Württemberg|https://www.baden-wuerttemberg.datenschutz.de/
DE-BY|Bavaria|BayLDA|https://www.lda.bayern.de/
DE-BE|Berlin|Berliner Beauftragte für Datenschutz und Informationsfreiheit|https://www.datenschutz-berlin.de/
DE-BB|Brandenburg|LDA Brandenburg|https://www.lda.brandenburg.de/
DE-HB|Bremen|LfDI Bremen|https://www.datenschutz.bremen.de/
DE-HH|Hamburg|HmbBfDI|https://datenschutz-hamburg.de/
DE-HE|Hesse|HBDI|https://datenschutz.hessen.de/
DE-MV|Mecklenburg-Vorpommern|LfDI M-V|https://www.datenschutz-mv.de/
DE-NI|Lower Saxony|LfD Niedersachsen|https://www.lfd.niedersachsen.de/
DE-NW|North Rhine-Westphalia|LDI NRW|https://www.ldi.nrw.de/
DE-RP|Rhineland-Palatinate|LfDI Rheinland-Pfalz|https://www.datenschutz.rlp.de/
DE-SL|Saarland|Unabhängiges Datenschutzzentrum Saarland|https://www.datenschutz.saarland.de/
DE-SN|Saxony|Sächsische Datenschutz- und Transparenzbeauftragte|https://www.datenschutz.sachsen.de/
DE-ST|Saxony-Anhalt|Landesbeauftragte für den Datenschutz|https://datenschutz.sachsen-anhalt.de/
DE-SH|Schleswig-Holstein|ULD|https://www.datenschutzzentrum.de/
DE-TH|Thuringia|TLfDI|https://www.tlfdi.de/
`;

export const authorities: readonly Authority[] = table
  .trim()
  .split("\n")
  .map((row) => {
    const [code, country, name, url] = row.split("|") as [string, string, string, string];
    return { code, country, name, url, checkedOn: authoritiesVersion };
  });

/** The authority with that code ("FR", "DE-BE"); throws when there is none. */
export function authority(code: string): Authority {
  const found = authorities.find((one) => one.code === code);
  if (!found) throw new Error(`no authority ${code}`);
  return found;
}

/**
 * The authorities a letter names: the competent one first, then that of the person's residence. `country` as ISO 3166-1
 * alpha-2, `land` as ISO 3166-2 ("DE-BY"); either may be unknown. Outside the EEA the competent one stands alone.
 */
export function authoritiesFor(country: string | null, land: string | null): Authority[] {
  // The federal authority supervises no private shop: without a Land only the competent one is known.
  const code = country === "DE" ? land : country;
  const residence = authorities.find((one) => one.code === code && one.code !== competent);
  return residence ? [authority(competent), residence] : [authority(competent)];
}
