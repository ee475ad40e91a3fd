//! The settings of a site, the keys that every kind of content has, and the description of a theme.

use super::{Form, Key, Place, Section, section, values};

section! {
    /// `content/site.yaml`.
    SETTINGS "site" Place::Files("content/site.yaml");
    en "The settings of the site."
    fr "Les réglages du site."
    ar "إعدادات الموقع."
    minimal "title: Mali\nlanguages: [fr, en]\n"

    title required: Form::Translated,
        example "title: {fr: Le Mali expliqué, en: Mali explained}"
        en "The name of the site."
        fr "Le nom du site."
        ar "اسم الموقع.";
    description: Form::Translated,
        example "description: {fr: Le conflit au Mali, en: The conflict in Mali}"
        en "One or two sentences about the site, for search engines and feeds."
        fr "Une ou deux phrases sur le site, pour les moteurs de recherche et les flux."
        ar "جملة أو جملتان عن الموقع، لمحركات البحث والخلاصات.";
    base_url: Form::Address,
        example "base_url: https://example.org/mali/"
        en "The address at which the site is published. Feeds, the sitemap and previews need it."
        fr "L’adresse à laquelle le site est publié. Les flux, le plan du site et les aperçus en ont besoin."
        ar "العنوان الذي يُنشر فيه الموقع. تحتاج إليه الخلاصات وخريطة الموقع والمعاينات.";
    languages required: Form::LanguageTags,
        example "languages: [fr, en]"
        en "The languages of the site. The first is the default: its pages stand at the root, and its texts replace missing ones. Words that the theme lacks are English: see `griot words`."
        fr "Les langues du site. La première est celle par défaut : ses pages sont à la racine, et ses textes remplacent ceux qui manquent. Les mots qui manquent au thème sont en anglais : voir `griot words`."
        ar "لغات الموقع. الأولى هي الأساسية: صفحاتها في جذر الموقع، ونصوصها تحل محل ما ينقص. وما ينقص القالب من كلمات يظهر بالإنكليزية: انظر `griot words`.";
    theme: Form::Text, default "default",
        example "theme: plain"
        en "The theme: `default`, `plain`, or a folder in `themes/`."
        fr "Le thème : `default`, `plain`, ou un dossier de `themes/`."
        ar "السمة: `default` أو `plain` أو مجلد في `themes/`.";
    time_zone: Form::Text, default "UTC",
        example "time_zone: Africa/Bamako"
        en "The IANA time zone in which days begin: what is dated later than now is not published yet."
        fr "Le fuseau horaire (IANA) dans lequel commencent les jours : ce qui est daté de plus tard n’est pas encore publié."
        ar "المنطقة الزمنية (IANA) التي تبدأ بها الأيام: ما تاريخه بعد الآن لا يُنشر بعد.";
    updated: Form::Choice(values::UPDATED), default "written",
        example "updated: written"
        en "Where the day of an article's last update comes from, if the article does not say."
        fr "D’où vient le jour de mise à jour d’un article qui ne le dit pas."
        ar "من أين يؤخذ يوم آخر تحديث لمقال لا يذكره.";
    history: Form::Choice(values::HISTORY), default "none",
        example "history: git"
        en "Whether readers see what figures, grades, statuses, sources and titles were, on a page, in a feed and under each claim."
        fr "Si les lecteurs voient ce que disaient auparavant les chiffres, les niveaux de preuve, les vérifications, les sources et les titres, sur une page, dans un flux et sous chaque affirmation."
        ar "هل يرى القراء ما كانت عليه الأرقام والدرجات والحالات والمصادر والعناوين، في صفحة وفي خلاصة وتحت كل إفادة.";
    undeclared: Form::Choice(values::UNDECLARED), default "warn",
        example "undeclared: allow"
        en "What is done about a name in front matter that has no file."
        fr "Que faire d’un nom de l’en-tête qui n’a pas de fichier."
        ar "ما يُفعل باسم في رأس ملف ليس له ملف خاص به.";
    html: Form::Choice(values::HTML), default "escape",
        example "html: escape"
        en "What becomes of HTML in Markdown."
        fr "Ce que devient le HTML dans le Markdown."
        ar "ما يُفعل بما في Markdown من HTML.";
    publisher: Form::Translated,
        example "publisher: La Rédaction"
        en "The name of the publisher."
        fr "Le nom de l’éditeur."
        ar "اسم الناشر.";
    edit_url: Form::Address,
        example "edit_url: https://github.com/example/site/edit/main/"
        en "The address to which a file's path is added, for the link to the source of a page."
        fr "L’adresse à laquelle s’ajoute le chemin du fichier, pour le lien vers la source de la page."
        ar "العنوان الذي يضاف إليه مسار الملف، ليكون رابطا إلى الملف الذي صُنعت منه الصفحة.";
    licence: Form::Translated,
        example "licence: CC BY 4.0"
        en "The licence of the site's texts."
        fr "La licence des textes du site."
        ar "رخصة نصوص الموقع.";
    data_licence: Form::Translated,
        example "data_licence: CC BY 4.0"
        en "The licence of the data, if it is not that of the texts."
        fr "La licence des données, si ce n'est pas celle des textes."
        ar "رخصة البيانات، إن لم تكن رخصة النصوص.";
    logo: Form::TextOrMapping("logo"),
        example "logo: {src: map.png, alt: Mali explained}"
        en "A picture in place of the site's name, or beside it. The path of the picture alone is enough."
        fr "Une image à la place du nom du site, ou à côté. Le chemin de l’image suffit."
        ar "صورة مكان اسم الموقع أو بجانبه. يكفي مسار الصورة وحده.";
    css: Form::OneOrMoreTexts,
        example "css: [style/site.css]"
        en "Style sheets of your own, by their paths below `content/`. They hold after the theme's."
        fr "Vos propres feuilles de style, par leurs chemins sous `content/`. Elles valent après celles du thème."
        ar "أوراق أنماط خاصة بك، بمساراتها داخل `content/`. تُطبق بعد أوراق السمة.";
    head: Form::OneOrMoreTexts,
        example "head: ['<link rel=\"me\" href=\"https://example.social/@desk\">']"
        en "Elements for the head of every page: `<meta>` and `<link>`, as HTML."
        fr "Des éléments pour l’en-tête de chaque page : `<meta>` et `<link>`, en HTML."
        ar "عناصر لرأس كل صفحة: `<meta>` و`<link>`، بلغة HTML.";
    menu: Form::Uses("menu"),
        example "menu: [articles, {link: actors/fama.md, label: The army}]"
        en "The entries of the menu, in place of the built-in ones."
        fr "Les entrées du menu, à la place de celles d’origine."
        ar "بنود القائمة، مكان البنود المدمجة.";
    footer: Form::Translated,
        example "footer: \"Made by [the desk](https://example.org/) in Bamako.\""
        en "Markdown for the footer of every page. Its links name files by their paths below `content/`."
        fr "Du Markdown pour le pied de chaque page. Ses liens nomment les fichiers par leurs chemins sous `content/`."
        ar "نص Markdown لتذييل كل صفحة. تذكر روابطه الملفات بمساراتها داخل `content/`.";
    referrer: Form::Choice(values::REFERRER), default "no-referrer",
        example "referrer: same-origin"
        en "What browsers tell other sites about the page that a reader comes from."
        fr "Ce que les navigateurs disent aux autres sites de la page d’où vient un lecteur."
        ar "ما تخبر به المتصفحات المواقع الأخرى عن الصفحة التي جاء منها القارئ.";
    content_security_policy: Form::Choice(values::CONTENT_SECURITY_POLICY), default "strict",
        example "content_security_policy: strict"
        en "What pages may load."
        fr "Ce que les pages peuvent charger."
        ar "ما يجوز للصفحات أن تحمّله.";
    page_size: Form::Number, default "100",
        example "page_size: 50"
        en "How many items a page of a list has."
        fr "Le nombre d’éléments par page de liste."
        ar "عدد البنود في كل صفحة من قائمة.";
    feed_size: Form::Number, default "20",
        example "feed_size: 20"
        en "How many articles a feed has."
        fr "Le nombre d’articles par flux."
        ar "عدد المقالات في الخلاصة.";
    feed_text: Form::Choice(values::FEED_TEXT), default "summary",
        example "feed_text: full"
        en "How much of an article a feed has."
        fr "Ce qu’un flux contient d’un article."
        ar "ما تحتويه الخلاصة من المقال.";
    search: Form::YesNo, default "yes",
        example "search: no"
        en "Whether readers can search the site."
        fr "Si le site a une recherche."
        ar "هل يمكن للقراء البحث في الموقع.";
    previews: Form::YesNo, default "no",
        example "previews: yes"
        en "Whether a picture is drawn for the link to each article on social networks."
        fr "Si une image est dessinée pour le lien de chaque article sur les réseaux sociaux."
        ar "هل تُرسم صورة لرابط كل مقال في شبكات التواصل الاجتماعي.";
    typography: Form::YesNo, default "yes",
        example "typography: no"
        en "Whether straight quotation marks, apostrophes and French spaces become those of the text's language."
        fr "Si les guillemets droits, les apostrophes et les espaces deviennent ceux de la langue du texte."
        ar "هل تُحوَّل علامات الاقتباس والفواصل العليا المستقيمة والمسافات الفرنسية إلى ما في لغة النص.";
    scripts: Form::YesNo, default "yes",
        example "scripts: no"
        en "Whether pages have the script that filters, sorts and zooms. Without it all content is still there."
        fr "Si les pages ont le script qui filtre, trie et agrandit. Sans lui, tout le contenu reste lisible."
        ar "هل في الصفحات السكربت الذي يصفّي ويرتب ويكبّر. من دونه يبقى المحتوى كله.";
    data: Form::YesNo, default "yes",
        example "data: no"
        en "Whether the site is published as data too: files to download with a page `/data/`, feeds in JSON, and JSON-LD in pages."
        fr "Si le site est aussi publié comme données : des fichiers à télécharger avec une page `/data/`, des flux en JSON, et du JSON-LD dans les pages."
        ar "هل يُنشر الموقع أيضًا كبيانات: ملفات للتنزيل وصفحة `/data/`، وتغذيات JSON، وJSON-LD في الصفحات.";
    allow: Form::Mappings("allow"),
        example "allow: [{code: loaded-word, reason: The word is the subject of the site}]"
        en "Warnings that are not reported, on the whole site."
        fr "Les avertissements qui ne sont pas signalés, sur tout le site."
        ar "تحذيرات لا تُعرض، في الموقع كله.";
    ignore_keys: Form::Texts,
        example "ignore_keys: [layout, cssclasses]"
        en "Front matter keys of other tools, which are ignored."
        fr "Les clés d’autres outils dans l’en-tête, qui sont ignorées."
        ar "مفاتيح لأدوات أخرى في رأس الملف، يتجاهلها griot.";
    extra: Form::Anything,
        example "extra: {accent: ochre}"
        en "Values for a theme. griot hands them to templates as they are."
        fr "Des valeurs pour un thème. griot les remet telles quelles aux gabarits."
        ar "قيم لسمة. يسلّمها griot إلى القوالب كما هي.";
}

section! {
    /// The logo of the site.
    LOGO "logo" Place::Keys(&["site.logo"]);
    en "A picture in place of the site's name, or beside it."
    fr "Une image à la place du nom du site, ou à côté."
    ar "صورة مكان اسم الموقع أو بجانبه."
    minimal "src: map.png\n"

    src required: Form::Path,
        example "src: map.png"
        en "The picture: a file in `content/media/`, or `static/` and the path of a file in `content/static/`."
        fr "L’image : un fichier de `content/media/`, ou `static/` et le chemin d’un fichier de `content/static/`."
        ar "الصورة: ملف في `content/media/`، أو `static/` ومسار ملف في `content/static/`.";
    dark: Form::Path,
        example "dark: map.png"
        en "The picture for readers whose screens have dark colours."
        fr "L’image pour les écrans aux couleurs sombres."
        ar "الصورة للقراء الذين شاشاتهم داكنة الألوان.";
    alt: Form::Translated,
        example "alt: {en: Mali explained, fr: Le Mali expliqué}"
        en "The words for those who do not see it. With them it stands in place of the site's name, without them beside it."
        fr "Les mots pour qui ne la voit pas. Avec eux, elle remplace le nom du site ; sans eux, elle est à côté."
        ar "كلمات لمن لا يراها. معها تحل الصورة محل اسم الموقع، ومن دونها تكون بجانبه.";
}

section! {
    /// An entry of the menu.
    MENU "menu" Place::Keys(&["site.menu"]);
    en "An entry of the menu. One without `label` may be its `link` alone."
    fr "Une entrée du menu. Sans `label`, elle peut n’être que son `link`."
    ar "بند من القائمة. إن لم يكن له `label` جاز أن يكون `link` وحده."
    minimal "link: articles\n"

    link required: Form::Text,
        example "link: articles"
        en "The id of a page, a list such as `articles`, a file, an address such as `/events/2022/`, or a web address."
        fr "L’id d’une page, une liste comme `articles`, un fichier, une adresse comme `/events/2022/`, ou une adresse du Web."
        ar "معرّف صفحة، أو قائمة مثل `articles`، أو ملف، أو عنوان مثل `/events/2022/`، أو عنوان على الويب.";
    label: Form::Translated,
        example "label: {en: Articles, fr: Nos articles}"
        en "What it says. Without it, the title of the page."
        fr "Ce qu’elle dit. Sinon, le titre de la page."
        ar "ما يقوله البند. من دونه يُؤخذ عنوان الصفحة.";
}

section! {
    /// The keys that every kind of content has.
    COMMON "common" Place::Files("content/**/*.md");
    en "Keys that every kind of content file can have."
    fr "Les clés que peut avoir tout fichier de contenu."
    ar "مفاتيح يجوز أن تكون في أي ملف من ملفات المحتوى."
    minimal ""

    allow: Form::Mappings("allow"),
        example "allow: [{code: loaded-word, reason: The word is quoted throughout}]"
        en "Warnings that are not reported about this file."
        fr "Les avertissements qui ne sont pas signalés sur ce fichier."
        ar "تحذيرات لا تُعرض عن هذا الملف.";
    extra: Form::Anything,
        example "extra: {layout: wide}"
        en "Values for a theme. griot hands them to templates as they are."
        fr "Des valeurs pour un thème. griot les remet telles quelles aux gabarits."
        ar "قيم لسمة. يسلّمها griot إلى القوالب كما هي.";
}

section! {
    /// A suppression.
    SUPPRESSION "allow" Place::Keys(&["site.allow", "common.allow"]);
    en "A kind of warning that is not reported, and why."
    fr "Un type d’avertissement qui n’est pas signalé, et pourquoi."
    ar "نوع من التحذيرات لا يُعرض، والسبب."
    minimal "code: loaded-word\nreason: The word is quoted throughout\n"

    code required: Form::Text,
        example "code: loaded-word"
        en "The code of the warning, as it stands in brackets in the message."
        fr "Le code de l’avertissement, entre crochets dans le message."
        ar "رمز التحذير، كما يرد بين قوسين في الرسالة.";
    reason required: Form::Text,
        example "reason: The word is quoted throughout"
        en "Why it is right here, for the colleagues who read the file."
        fr "Pourquoi il est juste ici, pour les collègues qui lisent le fichier."
        ar "لماذا يصح ذلك هنا، للزملاء الذين يقرأون الملف.";
}

section! {
    /// `theme.yaml`.
    THEME "theme" Place::Files("themes/*/theme.yaml");
    en "The description of a theme."
    fr "La description d’un thème."
    ar "وصف سمة."
    minimal "name: Own\ncontract: 3\n"

    name required: Form::Text,
        example "name: Own"
        en "The name of the theme."
        fr "Le nom du thème."
        ar "اسم السمة.";
    contract required: Form::Number,
        example "contract: 3"
        en "The version of the theme contract that the templates are written for."
        fr "La version du contrat de thème pour laquelle les gabarits sont écrits."
        ar "إصدار عقد السمات الذي كُتبت له القوالب.";
    description: Form::Text,
        example "description: The default theme in our colours"
        en "One sentence about the theme."
        fr "Une phrase sur le thème."
        ar "جملة عن السمة.";
    extends: Form::Text, default "default",
        example "extends: default"
        en "The theme whose files hold where this one has none."
        fr "Le thème dont les fichiers valent là où celui-ci n’en a pas."
        ar "السمة التي تُستعمل ملفاتها حيث لا ملف لهذه.";
}
