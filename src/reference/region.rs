//! Regions, and the regions that they belonged to.

use super::{Form, Key, Place, Section, section, values};

section! {
    /// A region.
    REGION "region" Place::Files("content/regions/*.md");
    en "A country, a part of one, a place or an area."
    fr "Un pays, une partie de pays, un lieu ou une zone."
    ar "بلد أو جزء من بلد أو مكان أو نطاق جغرافي."
    minimal "name: Mopti\n"

    name required: Form::Translated,
        example "name: Mopti"
        en "The name, as pages show it."
        fr "Le nom, tel que les pages le montrent."
        ar "الاسم كما تعرضه الصفحات.";
    aliases: Form::Names,
        example "aliases: [Mopti region]"
        example_fr "aliases: [région de Mopti]"
        example_ar "aliases: [منطقة موبتي]"
        en "Other names. Wherever a text uses one, it becomes a link."
        fr "Les autres noms que lui donnent les textes. Chacun devient un lien."
        ar "أسماء أخرى ترد في النصوص. كل منها يصير رابطا.";
    level: Form::Choice(values::LEVEL),
        example "level: adm1"
        en "The kind of region."
        fr "Le type de région."
        ar "نوع المنطقة.";
    iso_3166: Form::Code("[A-Z]{2}(-[A-Z0-9]{1,3})?"),
        example "iso_3166: ML-5"
        en "Its ISO 3166 code: two letters for a country, ISO 3166-2 for a part. Maps draw countries from it. Countries are checked, parts only by their form."
        fr "Son code ISO 3166 : deux lettres pour un pays, ISO 3166-2 pour une partie. Les cartes dessinent les pays d’après lui. Les pays sont vérifiés ; des parties, la forme seulement."
        ar "رمزها في ISO 3166: حرفان للبلد، وISO 3166-2 لجزء منه. به تُرسم البلدان على الخرائط. يُتحقق من البلدان، ومن الأجزاء صيغتها فقط.";
    part_of: Form::OneOrMoreUses("membership"),
        example "part_of: [{region: mali, from: 1960}]"
        en "What it belongs to: a region, or several with the time in which it did. Its events count for them."
        fr "Ce dont elle fait partie : une région, ou plusieurs avec la période. Ses événements comptent pour elles."
        ar "ما هي جزء منه: منطقة، أو عدة مناطق مع مدة كل منها. تُحسب أحداثها لها.";
    point: Form::Mapping("point"),
        example "point: {lat: 14.4843, lon: -4.1830}"
        en "Where its name stands on maps."
        fr "Où son nom se place sur les cartes."
        ar "موضع اسمها على الخرائط.";
    geometry: Form::Code("[^#]+#[^=]+=.+"),
        example "geometry: geo/mali-adm1.geojson#id=mopti"
        en "Its boundary: a GeoJSON file below `content/`, and the property that picks the feature."
        fr "Sa limite : un fichier GeoJSON sous `content/`, et la propriété qui désigne l’élément."
        ar "حدودها: ملف GeoJSON داخل `content/`، والخاصية التي تعيّن العنصر.";
    geonames: Form::Code("[0-9]+"),
        example "geonames: 2453348"
        en "Its number in GeoNames."
        fr "Son numéro dans GeoNames."
        ar "رقمها في GeoNames.";
    wikidata: Form::Code("Q[0-9]+"),
        example "wikidata: Q338000"
        en "Its item in Wikidata."
        fr "Son élément dans Wikidata."
        ar "عنصرها في ويكي بيانات.";
    redirect_from rare: Form::Paths,
        example "redirect_from: [/regions/old/]"
        en "Addresses on this site that lead to it."
        fr "Les adresses de ce site qui y mènent."
        ar "عناوين في هذا الموقع تؤدي إليها.";
}

section! {
    /// A region that contains another one for a time.
    MEMBERSHIP "membership" Place::Keys(&["region.part_of"]);
    en "A region that it belonged to, and when. An event counts for it on the event's day."
    fr "Une région dont elle a fait partie, et quand. Un événement compte pour elle au jour de l’événement."
    ar "منطقة كانت جزءا منها، ومتى. يُحسب لها الحدث بحسب يوم وقوعه."
    minimal "region: mali\n"

    region required: Form::Reference("region"),
        example "region: mali"
        en "The region."
        fr "La région."
        ar "المنطقة.";
    from: Form::Date,
        example "from: 1960"
        en "Since when."
        fr "Depuis quand."
        ar "منذ متى.";
    until: Form::Date,
        example "until: 2023-03-13"
        en "Until when."
        fr "Jusqu’à quand."
        ar "إلى متى.";
}

section! {
    /// A point.
    POINT "point" Place::Keys(&["region.point"]);
    en "A point on the globe (WGS 84)."
    fr "Un point du globe (WGS 84)."
    ar "نقطة على الكرة الأرضية (WGS 84)."
    minimal "lat: 14.4843\nlon: -4.1830\n"

    lat required: Form::Degrees,
        example "lat: 14.4843"
        en "Latitude in degrees, north positive."
        fr "Latitude en degrés, positive au nord."
        ar "خط العرض بالدرجات، موجب شمالا.";
    lon required: Form::Degrees,
        example "lon: -4.1830"
        en "Longitude in degrees, east positive."
        fr "Longitude en degrés, positive à l’est."
        ar "خط الطول بالدرجات، موجب شرقا.";
}
