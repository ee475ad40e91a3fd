//! The settings of a site, the keys that every kind has, and the description of a theme.

use super::{Form, Key, Place, Section, section, values};

section! {
    /// `content/site.yaml`.
    SETTINGS "site" Place::Files("content/site.yaml");
    en "The settings of the site."
    fr "Les réglages du site."
    minimal "title: Mali\nlanguages: [fr, en]\n"

    title required: Form::Translated,
        example "title: {fr: Le Mali expliqué, en: Mali explained}"
        en "The name of the site."
        fr "Le nom du site.";
    description: Form::Translated,
        example "description: {fr: Le conflit au Mali, en: The conflict in Mali}"
        en "One or two sentences about the site, for search engines and feeds."
        fr "Une ou deux phrases sur le site, pour les moteurs de recherche et les flux.";
    base_url: Form::Address,
        example "base_url: https://example.org/mali/"
        en "The address at which the site is published. Feeds, the sitemap and previews need it."
        fr "L'adresse à laquelle le site est publié. Les flux, le plan du site et les aperçus en ont besoin.";
    languages required: Form::LanguageTags,
        example "languages: [fr, en]"
        en "The languages of the site. The first is the default: its pages stand at the root, and its texts replace missing ones."
        fr "Les langues du site. La première est celle par défaut : ses pages sont à la racine, et ses textes remplacent ceux qui manquent.";
    theme: Form::Text, default "default",
        example "theme: plain"
        en "The theme: `default`, `plain`, or a folder in `themes/`."
        fr "Le thème : `default`, `plain`, ou un dossier de `themes/`.";
    time_zone: Form::Text, default "UTC",
        example "time_zone: Africa/Bamako"
        en "The IANA time zone in which days begin: what is dated later than now is not published yet."
        fr "Le fuseau horaire (IANA) dans lequel commencent les jours : ce qui est daté de plus tard n'est pas encore publié.";
    updated: Form::Choice(values::UPDATED), default "written",
        example "updated: written"
        en "Where the day of an article's last update comes from, if the article does not say."
        fr "D'où vient le jour de mise à jour d'un article qui ne le dit pas.";
    undeclared: Form::Choice(values::UNDECLARED), default "warn",
        example "undeclared: allow"
        en "What is done about a name in front matter that has no file."
        fr "Que faire d'un nom de l'en-tête qui n'a pas de fichier.";
    html: Form::Choice(values::HTML), default "escape",
        example "html: escape"
        en "What becomes of HTML in Markdown."
        fr "Ce que devient le HTML dans le Markdown.";
    publisher: Form::Translated,
        example "publisher: La Rédaction"
        en "The name of the publisher."
        fr "Le nom de l'éditeur.";
    edit_url: Form::Address,
        example "edit_url: https://github.com/example/site/edit/main/"
        en "The address to which a file's path is added, for the link to the source of a page."
        fr "L'adresse à laquelle s'ajoute le chemin du fichier, pour le lien vers la source de la page.";
    licence: Form::Text,
        example "licence: CC BY 4.0"
        en "The licence of the site's texts."
        fr "La licence des textes du site.";
    page_size: Form::Number, default "100",
        example "page_size: 50"
        en "How many items a page of a list has."
        fr "Le nombre d'éléments par page de liste.";
    feed_size: Form::Number, default "20",
        example "feed_size: 20"
        en "How many articles a feed has."
        fr "Le nombre d'articles par flux.";
    search: Form::YesNo, default "yes",
        example "search: no"
        en "Whether readers can search the site."
        fr "Si le site a une recherche.";
    previews: Form::YesNo, default "no",
        example "previews: yes"
        en "Whether a picture is drawn for the link to each article on social networks."
        fr "Si une image est dessinée pour le lien de chaque article sur les réseaux sociaux.";
    typography: Form::YesNo, default "yes",
        example "typography: no"
        en "Whether straight quotation marks, apostrophes and French spaces become those of the text's language."
        fr "Si les guillemets droits, les apostrophes et les espaces deviennent ceux de la langue du texte.";
    scripts: Form::YesNo, default "yes",
        example "scripts: no"
        en "Whether pages have the script that filters, sorts and zooms. Without it all content is still there."
        fr "Si les pages ont le script qui filtre, trie et agrandit. Sans lui, tout le contenu reste lisible.";
    allow: Form::Mappings("allow"),
        example "allow: [{code: loaded-word, reason: The word is the subject of the site}]"
        en "Warnings that are not reported, on the whole site."
        fr "Les avertissements qui ne sont pas signalés, sur tout le site.";
    ignore_keys: Form::Texts,
        example "ignore_keys: [layout, cssclasses]"
        en "Front matter keys of other tools, which are ignored."
        fr "Les clés d'autres outils dans l'en-tête, qui sont ignorées.";
    extra: Form::Anything,
        example "extra: {accent: ochre}"
        en "Values for a theme. griot hands them to templates as they are."
        fr "Des valeurs pour un thème. griot les remet telles quelles aux gabarits.";
}

section! {
    /// The keys that every kind of content has.
    COMMON "common" Place::Files("content/**/*.md");
    en "Keys that every kind of content file can have."
    fr "Les clés que peut avoir tout fichier de contenu."
    minimal ""

    allow: Form::Mappings("allow"),
        example "allow: [{code: loaded-word, reason: The word is quoted throughout}]"
        en "Warnings that are not reported about this file."
        fr "Les avertissements qui ne sont pas signalés sur ce fichier.";
    extra: Form::Anything,
        example "extra: {layout: wide}"
        en "Values for a theme. griot hands them to templates as they are."
        fr "Des valeurs pour un thème. griot les remet telles quelles aux gabarits.";
}

section! {
    /// A suppression.
    SUPPRESSION "allow" Place::Keys(&["site.allow", "common.allow"]);
    en "A kind of warning that is not reported, and why."
    fr "Un type d'avertissement qui n'est pas signalé, et pourquoi."
    minimal "code: loaded-word\nreason: The word is quoted throughout\n"

    code required: Form::Text,
        example "code: loaded-word"
        en "The code of the warning, as it stands in brackets in the message."
        fr "Le code de l'avertissement, entre crochets dans le message.";
    reason required: Form::Text,
        example "reason: The word is quoted throughout"
        en "Why it is right here, for the colleagues who read the file."
        fr "Pourquoi il est juste ici, pour les collègues qui lisent le fichier.";
}

section! {
    /// `theme.yaml`.
    THEME "theme" Place::Files("themes/*/theme.yaml");
    en "The description of a theme."
    fr "La description d'un thème."
    minimal "name: Own\ncontract: 3\n"

    name required: Form::Text,
        example "name: Own"
        en "The name of the theme."
        fr "Le nom du thème.";
    contract required: Form::Number,
        example "contract: 3"
        en "The version of the theme contract that the templates are written for."
        fr "La version du contrat de thème pour laquelle les gabarits sont écrits.";
    description: Form::Text,
        example "description: The default theme in our colours"
        en "One sentence about the theme."
        fr "Une phrase sur le thème.";
    extends: Form::Text, default "default",
        example "extends: default"
        en "The theme whose files hold where this one has none."
        fr "Le thème dont les fichiers valent là où celui-ci n'en a pas.";
}
