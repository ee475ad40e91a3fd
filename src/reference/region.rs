//! Regions, and what they belonged to.

use super::{Form, Key, Place, Section, section, values};

section! {
    /// A region.
    REGION "region" Place::Files("content/regions/*.md");
    en "A country, a part of one, a place or an area."
    fr "Un pays, une partie de pays, un lieu ou une zone."
    minimal "name: Mopti\n"

    name required: Form::Translated,
        example "name: Mopti"
        en "The name, as pages show it."
        fr "Le nom, tel que les pages le montrent.";
    aliases: Form::Names,
        example "aliases: [Mopti region]"
        en "Other names. Wherever a text uses one, it becomes a link."
        fr "Les autres noms. Partout où un texte en emploie un, il devient un lien.";
    level: Form::Choice(values::LEVEL),
        example "level: adm1"
        en "What kind of region it is."
        fr "Le type de région.";
    iso_3166: Form::Text,
        example "iso_3166: ML-5"
        en "Its ISO 3166 code: two letters for a country, ISO 3166-2 for a part. Maps draw countries from it. Countries are checked, parts only by their form."
        fr "Son code ISO 3166 : deux lettres pour un pays, ISO 3166-2 pour une partie. Les cartes dessinent les pays d'après lui. Les pays sont vérifiés ; des parties, la forme seulement.";
    part_of: Form::Uses("region"),
        example "part_of: [{region: mali, from: 1960}]"
        en "What it belongs to: a region, or several with the time in which it did. Its events count for them."
        fr "Ce dont elle fait partie : une région, ou plusieurs avec la période. Ses événements comptent pour elles.";
    point: Form::Mapping("point"),
        example "point: {lat: 14.4843, lon: -4.1830}"
        en "Where its name stands on maps."
        fr "Où son nom se place sur les cartes.";
    geometry: Form::Path,
        example "geometry: geo/mali-adm1.geojson#id=mopti"
        en "Its boundary: a GeoJSON file below `content/`, and the property that picks the feature."
        fr "Sa limite : un fichier GeoJSON sous `content/`, et la propriété qui désigne l'élément.";
    geonames: Form::Text,
        example "geonames: 2453348"
        en "Its number in GeoNames."
        fr "Son numéro dans GeoNames.";
    wikidata: Form::Text,
        example "wikidata: Q338000"
        en "Its item in Wikidata."
        fr "Son élément dans Wikidata.";
    redirect_from: Form::Paths,
        example "redirect_from: [/regions/old/]"
        en "Addresses on this site that lead to it."
        fr "Les adresses de ce site qui y mènent.";
}

section! {
    /// What a region belonged to.
    MEMBERSHIP "membership" Place::Keys(&["region.part_of"]);
    en "A region that it belonged to, and when. An event counts for it on the event's day."
    fr "Une région dont elle a fait partie, et quand. Un événement compte pour elle au jour de l'événement."
    minimal "region: mali\n"

    region required: Form::Reference("region"),
        example "region: mali"
        en "The region."
        fr "La région.";
    from: Form::Date,
        example "from: 1960"
        en "Since when."
        fr "Depuis quand.";
    until: Form::Date,
        example "until: 2023-03-13"
        en "Until when."
        fr "Jusqu'à quand.";
}

section! {
    /// A point.
    POINT "point" Place::Keys(&["region.point"]);
    en "A point on the globe (WGS 84)."
    fr "Un point du globe (WGS 84)."
    minimal "lat: 14.4843\nlon: -4.1830\n"

    lat required: Form::Degrees,
        example "lat: 14.4843"
        en "Latitude in degrees, north positive."
        fr "Latitude en degrés, positive au nord.";
    lon required: Form::Degrees,
        example "lon: -4.1830"
        en "Longitude in degrees, east positive."
        fr "Longitude en degrés, positive à l'est.";
}
