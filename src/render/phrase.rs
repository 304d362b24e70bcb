//! Everything that the bot says, in every language: one table.
//!
//! `{0}`, `{1}` are filled in; `{/ask}` becomes the command's name in that language. A phrase that lacks
//! a language does not compile.

use super::Language;

macro_rules! phrases {
    ($($(#[$doc:meta])* $name:ident {
        en: $en:literal, de: $de:literal, fr: $fr:literal, es: $es:literal, pt: $pt:literal
    })*) => {
        /// One of the bot's own sentences or words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Phrase {
            $($(#[$doc])* $name,)*
        }

        impl Phrase {
            /// Every phrase.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its text in a language, with its places to fill in.
            #[must_use]
            pub fn text(self, language: Language) -> &'static str {
                match (self, language) {
                    $(
                        (Self::$name, Language::English) => $en,
                        (Self::$name, Language::German) => $de,
                        (Self::$name, Language::French) => $fr,
                        (Self::$name, Language::Spanish) => $es,
                        (Self::$name, Language::Portuguese) => $pt,
                    )*
                }
            }
        }
    };
}

impl Phrase {
    /// Its text with `inserts` in their places, as they are.
    ///
    /// What is inserted is not looked at again, so that words from outside cannot open a place of their own.
    #[must_use]
    pub fn fill(self, language: Language, inserts: &[&str]) -> String {
        let mut filled = String::new();
        let mut rest = self.text(language);
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let (place, after) = after.split_once('}').unwrap_or((after, ""));
            match place.strip_prefix('/') {
                Some(command) => filled.extend(["`/", command_name(command, language), "`"]),
                None => filled.push_str(place.parse::<usize>().ok().and_then(|at| inserts.get(at)).unwrap_or(&"")),
            }
            rest = after;
        }
        filled + rest
    }
}

/// What a command is called in a language.
fn command_name(command: &str, language: Language) -> &'static str {
    let name = match command {
        "ask" => Phrase::CommandAsk,
        "sources" => Phrase::CommandSources,
        "source" => Phrase::CommandSource,
        "search" => Phrase::CommandSearch,
        "timeline" => Phrase::CommandTimeline,
        "compare" => Phrase::CommandCompare,
        "about" => Phrase::CommandAbout,
        "settings" => Phrase::CommandSettings,
        "corpus" => Phrase::CommandCorpus,
        "privacy" => Phrase::CommandPrivacy,
        _ => Phrase::CommandHelp,
    };
    name.text(language)
}

phrases! {
    /// The command that asks, as it is typed.
    CommandAsk {
        en: "ask",
        de: "fragen",
        fr: "demander",
        es: "preguntar",
        pt: "perguntar"
    }
    /// What it does.
    CommandAskAbout {
        en: "Ask the articles a question; the answer is quoted word for word",
        de: "Stell den Artikeln eine Frage; die Antwort ist wörtlich zitiert",
        fr: "Posez une question aux articles ; la réponse est citée mot pour mot",
        es: "Haz una pregunta a los artículos; la respuesta se cita palabra por palabra",
        pt: "Faça uma pergunta aos artigos; a resposta é citada palavra por palavra"
    }
    /// The command that lists the articles.
    CommandSources {
        en: "sources",
        de: "quellen",
        fr: "sources",
        es: "fuentes",
        pt: "fontes"
    }
    /// What it does.
    CommandSourcesAbout {
        en: "List the articles that answers come from",
        de: "Zeigt die Artikel, aus denen die Antworten kommen",
        fr: "Liste les articles dont viennent les réponses",
        es: "Lista los artículos de los que salen las respuestas",
        pt: "Lista os artigos de onde vêm as respostas"
    }
    /// The command that shows one article.
    CommandSource {
        en: "source",
        de: "quelle",
        fr: "source",
        es: "fuente",
        pt: "fonte"
    }
    /// What it does.
    CommandSourceAbout {
        en: "Show one article: who wrote it, when, how long it is, how it begins",
        de: "Zeigt einen Artikel: von wem, von wann, wie lang, wie er beginnt",
        fr: "Montre un article : auteur, date, longueur, début",
        es: "Muestra un artículo: autor, fecha, longitud y comienzo",
        pt: "Mostra um artigo: autor, data, tamanho e começo"
    }
    /// The command that finds passages.
    CommandSearch {
        en: "search",
        de: "suchen",
        fr: "chercher",
        es: "buscar",
        pt: "buscar"
    }
    /// What it does.
    CommandSearchAbout {
        en: "Find the passages that speak of something",
        de: "Findet die Stellen, die von etwas sprechen",
        fr: "Trouve les passages qui parlent de quelque chose",
        es: "Encuentra los pasajes que hablan de algo",
        pt: "Encontra os trechos que falam de algo"
    }
    /// The command that tells what happened when.
    CommandTimeline {
        en: "timeline",
        de: "zeitleiste",
        fr: "chronologie",
        es: "cronología",
        pt: "cronologia"
    }
    /// What it does.
    CommandTimelineAbout {
        en: "What happened when, by the articles’ own dates, in order",
        de: "Was wann geschah, nach den Daten der Artikel, der Reihe nach",
        fr: "Ce qui s’est passé et quand, selon les articles, dans l’ordre",
        es: "Qué pasó y cuándo, según los artículos, en orden",
        pt: "O que aconteceu e quando, segundo os artigos, em ordem"
    }
    /// The command that shows what each article says.
    CommandCompare {
        en: "compare",
        de: "vergleichen",
        fr: "comparer",
        es: "comparar",
        pt: "comparar"
    }
    /// What it does.
    CommandCompareAbout {
        en: "What each article says about something, side by side",
        de: "Was jeder Artikel zu etwas sagt, nebeneinander",
        fr: "Ce que chaque article dit d’un sujet, côte à côte",
        es: "Lo que cada artículo dice de algo, lado a lado",
        pt: "O que cada artigo diz de algo, lado a lado"
    }
    /// The command that explains the bot.
    CommandHelp {
        en: "help",
        de: "hilfe",
        fr: "aide",
        es: "ayuda",
        pt: "ajuda"
    }
    /// What it does.
    CommandHelpAbout {
        en: "What this bot does and how to ask",
        de: "Was dieser Bot kann und wie man fragt",
        fr: "Ce que fait ce bot et comment demander",
        es: "Qué hace este bot y cómo preguntar",
        pt: "O que este bot faz e como perguntar"
    }
    /// The command that tells what the bot runs on.
    CommandAbout {
        en: "about",
        de: "info",
        fr: "apropos",
        es: "acerca",
        pt: "sobre"
    }
    /// What it does.
    CommandAboutAbout {
        en: "Version, articles, and when they were indexed",
        de: "Version, Artikel und wann sie eingelesen wurden",
        fr: "Version, articles, et quand ils ont été indexés",
        es: "Versión, artículos y cuándo se indexaron",
        pt: "Versão, artigos e quando foram indexados"
    }
    /// The command that shows and changes what a server has set.
    CommandSettings {
        en: "settings",
        de: "einstellungen",
        fr: "paramètres",
        es: "ajustes",
        pt: "configurações"
    }
    /// What it does.
    CommandSettingsAbout {
        en: "Show or change what holds on this server",
        de: "Zeigt oder ändert, was auf diesem Server gilt",
        fr: "Montre ou change ce qui vaut sur ce serveur",
        es: "Muestra o cambia lo que rige en este servidor",
        pt: "Mostra ou muda o que vale neste servidor"
    }
    /// The command that shows and changes what the articles are in.
    CommandCorpus {
        en: "corpus",
        de: "korpus",
        fr: "corpus",
        es: "corpus",
        pt: "corpus"
    }
    /// What it does.
    CommandCorpusAbout {
        en: "Show what I answer from; add or remove an article",
        de: "Zeigt, woraus ich antworte; Artikel hinzufügen oder entfernen",
        fr: "Montre d’où je réponds ; ajouter ou retirer un article",
        es: "Muestra de qué respondo; añadir o quitar un artículo",
        pt: "Mostra de que respondo; adicionar ou remover um artigo"
    }
    /// The command that says what is kept about whom.
    CommandPrivacy {
        en: "privacy",
        de: "datenschutz",
        fr: "confidentialité",
        es: "privacidad",
        pt: "privacidade"
    }
    /// What it does.
    CommandPrivacyAbout {
        en: "What is kept about you, and how to delete it",
        de: "Was über dich aufgehoben ist und wie man es löscht",
        fr: "Ce qui est gardé sur vous, et comment l’effacer",
        es: "Qué se guarda sobre ti y cómo borrarlo",
        pt: "O que está guardado sobre você e como apagar"
    }
    /// The entry in a message's menu.
    CommandAskMessage {
        en: "Ask the archive",
        de: "Das Archiv fragen",
        fr: "Demander aux archives",
        es: "Preguntar al archivo",
        pt: "Perguntar ao arquivo"
    }
    /// The option that holds the question.
    OptionQuestion {
        en: "question",
        de: "frage",
        fr: "question",
        es: "pregunta",
        pt: "pergunta"
    }
    /// What it is for.
    OptionQuestionAbout {
        en: "What do you want to know?",
        de: "Was möchtest du wissen?",
        fr: "Que voulez-vous savoir ?",
        es: "¿Qué quieres saber?",
        pt: "O que você quer saber?"
    }
    /// The option that holds a source.
    OptionSource {
        en: "source",
        de: "quelle",
        fr: "source",
        es: "fuente",
        pt: "fonte"
    }
    /// What it is for.
    OptionSourceAbout {
        en: "Answer from one article or publisher only",
        de: "Nur aus einem Artikel oder von einem Herausgeber",
        fr: "Répondre d’après un seul article ou éditeur",
        es: "Responder solo con un artículo o un medio",
        pt: "Responder só com um artigo ou veículo"
    }
    /// What the option `source` is for where it is the article shown.
    OptionArticleAbout {
        en: "Which article",
        de: "Welcher Artikel",
        fr: "Quel article",
        es: "Qué artículo",
        pt: "Qual artigo"
    }
    /// The option that hides the answer from others.
    OptionPrivate {
        en: "private",
        de: "privat",
        fr: "privé",
        es: "privado",
        pt: "privado"
    }
    /// What it is for.
    OptionPrivateAbout {
        en: "Show the answer only to you",
        de: "Die Antwort nur dir zeigen",
        fr: "Ne montrer la réponse qu’à vous",
        es: "Mostrar la respuesta solo a ti",
        pt: "Mostrar a resposta só para você"
    }
    /// The option that holds a page's number.
    OptionPage {
        en: "page",
        de: "seite",
        fr: "page",
        es: "página",
        pt: "página"
    }
    /// What it is for.
    OptionPageAbout {
        en: "Which page of the list",
        de: "Welche Seite der Liste",
        fr: "Quelle page de la liste",
        es: "Qué página de la lista",
        pt: "Qual página da lista"
    }
    /// The option that holds words to find.
    OptionWords {
        en: "words",
        de: "worte",
        fr: "mots",
        es: "palabras",
        pt: "palavras"
    }
    /// What it is for.
    OptionWordsAbout {
        en: "What to look for",
        de: "Wonach gesucht wird",
        fr: "Ce qu’il faut chercher",
        es: "Qué buscar",
        pt: "O que procurar"
    }
    /// The option that holds a topic.
    OptionTopic {
        en: "topic",
        de: "thema",
        fr: "sujet",
        es: "tema",
        pt: "tema"
    }
    /// What it is for.
    OptionTopicAbout {
        en: "A few words, or a question",
        de: "Ein paar Wörter oder eine Frage",
        fr: "Quelques mots, ou une question",
        es: "Unas palabras o una pregunta",
        pt: "Algumas palavras ou uma pergunta"
    }
    /// The option that adds a channel.
    OptionAddChannel {
        en: "add-channel",
        de: "kanal-dazu",
        fr: "ajouter-salon",
        es: "añadir-canal",
        pt: "adicionar-canal"
    }
    /// What it is for.
    OptionAddChannelAbout {
        en: "Answer in this channel; once one is named, in no other",
        de: "In diesem Kanal antworten; ist einer genannt, in keinem anderen",
        fr: "Répondre dans ce salon ; dès qu’un salon est nommé, dans aucun autre",
        es: "Responder en este canal; si hay alguno nombrado, en ningún otro",
        pt: "Responder neste canal; havendo algum indicado, em nenhum outro"
    }
    /// The option that takes a channel away.
    OptionRemoveChannel {
        en: "remove-channel",
        de: "kanal-weg",
        fr: "retirer-salon",
        es: "quitar-canal",
        pt: "remover-canal"
    }
    /// What it is for.
    OptionRemoveChannelAbout {
        en: "Take this channel off the list; an empty list means all",
        de: "Diesen Kanal von der Liste nehmen; eine leere Liste heißt: alle",
        fr: "Retirer ce salon de la liste ; une liste vide veut dire tous",
        es: "Quitar este canal de la lista; una lista vacía significa todos",
        pt: "Tirar este canal da lista; uma lista vazia quer dizer todos"
    }
    /// The option for a folder of articles.
    OptionArticles {
        en: "articles",
        de: "artikel",
        fr: "articles",
        es: "artículos",
        pt: "artigos"
    }
    /// What it is for.
    OptionArticlesAbout {
        en: "Answer only from this folder of articles; without a channel, on the whole server",
        de: "Nur aus diesem Ordner von Artikeln antworten; ohne Kanal auf dem ganzen Server",
        fr: "Ne répondre que d’après ce dossier d’articles ; sans salon, sur tout le serveur",
        es: "Responder solo con esta carpeta de artículos; sin canal, en todo el servidor",
        pt: "Responder só com esta pasta de artigos; sem canal, no servidor inteiro"
    }
    /// Its value that takes a folder back.
    OptionArticlesAll {
        en: "all articles",
        de: "alle Artikel",
        fr: "tous les articles",
        es: "todos los artículos",
        pt: "todos os artigos"
    }
    /// The option for the channel that a folder is for.
    OptionChannel {
        en: "channel",
        de: "kanal",
        fr: "salon",
        es: "canal",
        pt: "canal"
    }
    /// What it is for.
    OptionChannelAbout {
        en: "The channel that the articles are for, and its threads; alone it shows what is set there",
        de: "Der Kanal, für den die Artikel gelten, mit seinen Threads; allein zeigt er, was dort gilt",
        fr: "Le salon concerné par ces articles, avec ses fils ; seul, il montre ce qui y vaut",
        es: "El canal al que se aplican los artículos, con sus hilos; solo, muestra lo que rige allí",
        pt: "O canal a que os artigos se aplicam, com seus tópicos; sozinho, mostra o que vale lá"
    }
    /// What the option `private` is for where it is a setting.
    OptionPrivateHereAbout {
        en: "Show answers to commands only to who asks",
        de: "Antworten auf Befehle nur denen zeigen, die fragen",
        fr: "Ne montrer les réponses aux commandes qu’à qui demande",
        es: "Mostrar las respuestas a comandos solo a quien pregunta",
        pt: "Mostrar as respostas a comandos só a quem pergunta"
    }
    /// The option for how much may be asked.
    OptionRate {
        en: "rate",
        de: "rate",
        fr: "rythme",
        es: "ritmo",
        pt: "ritmo"
    }
    /// What it is for.
    OptionRateAbout {
        en: "Questions a minute for the whole server; 0 for no limit of its own",
        de: "Fragen pro Minute für den ganzen Server; 0 für keine eigene Grenze",
        fr: "Questions par minute pour tout le serveur ; 0 pour aucune limite propre",
        es: "Preguntas por minuto en todo el servidor; 0 sin límite propio",
        pt: "Perguntas por minuto em todo o servidor; 0 sem limite próprio"
    }
    /// The option for the bot's language.
    OptionLanguage {
        en: "language",
        de: "sprache",
        fr: "langue",
        es: "idioma",
        pt: "idioma"
    }
    /// What it is for.
    OptionLanguageAbout {
        en: "The language of my own words; quotes stay as they are",
        de: "Die Sprache meiner eigenen Worte; Zitate bleiben, wie sie sind",
        fr: "La langue de mes propres mots ; les citations restent telles quelles",
        es: "El idioma de mis propias palabras; las citas quedan como están",
        pt: "O idioma das minhas próprias palavras; as citações ficam como estão"
    }
    /// Its value that leaves it to each user.
    OptionLanguageOfEach {
        en: "each user’s own",
        de: "die eigene von jedem",
        fr: "celle de chacun",
        es: "el de cada usuario",
        pt: "o de cada usuário"
    }
    /// The option that takes all settings back.
    OptionReset {
        en: "reset",
        de: "zurücksetzen",
        fr: "réinitialiser",
        es: "restablecer",
        pt: "redefinir"
    }
    /// What it is for.
    OptionResetAbout {
        en: "Delete everything that is set on this server",
        de: "Alles löschen, was auf diesem Server eingestellt ist",
        fr: "Effacer tout ce qui est réglé sur ce serveur",
        es: "Borrar todo lo ajustado en este servidor",
        pt: "Apagar tudo o que está configurado neste servidor"
    }
    /// The option for a file to add.
    OptionAdd {
        en: "add",
        de: "hinzufügen",
        fr: "ajouter",
        es: "añadir",
        pt: "adicionar"
    }
    /// What it is for.
    OptionAddAbout {
        en: "A file to add as an article: .md, .txt, .html, .pdf, .epub or .docx",
        de: "Eine Datei als neuer Artikel: .md, .txt, .html, .pdf, .epub oder .docx",
        fr: "Un fichier à ajouter comme article : .md, .txt, .html, .pdf, .epub ou .docx",
        es: "Un archivo que añadir como artículo: .md, .txt, .html, .pdf, .epub o .docx",
        pt: "Um arquivo para adicionar como artigo: .md, .txt, .html, .pdf, .epub ou .docx"
    }
    /// The option for an address of an article to add.
    OptionLink {
        en: "link",
        de: "link",
        fr: "lien",
        es: "enlace",
        pt: "link"
    }
    /// What it is for.
    OptionLinkAbout {
        en: "The address of an article on the web, to add it: https://…",
        de: "Die Adresse eines Artikels im Netz, um ihn hinzuzufügen: https://…",
        fr: "L’adresse d’un article sur le web, pour l’ajouter : https://…",
        es: "La dirección de un artículo en la web, para añadirlo: https://…",
        pt: "O endereço de um artigo na web, para adicioná-lo: https://…"
    }
    /// The option for an article to remove.
    OptionRemove {
        en: "remove",
        de: "entfernen",
        fr: "retirer",
        es: "quitar",
        pt: "remover"
    }
    /// What it is for.
    OptionRemoveAbout {
        en: "The article to take out",
        de: "Der Artikel, der herausgenommen wird",
        fr: "L’article à retirer",
        es: "El artículo que se quita",
        pt: "O artigo a remover"
    }
    /// The option that has the files looked at.
    OptionReload {
        en: "reload",
        de: "neu-laden",
        fr: "recharger",
        es: "recargar",
        pt: "recarregar"
    }
    /// What it is for.
    OptionReloadAbout {
        en: "Look at the files again now",
        de: "Die Dateien jetzt neu ansehen",
        fr: "Regarder de nouveau les fichiers maintenant",
        es: "Mirar de nuevo los archivos ahora",
        pt: "Olhar os arquivos de novo agora"
    }
    /// The option that takes the last change back.
    OptionUndo {
        en: "undo",
        de: "rückgängig",
        fr: "annuler",
        es: "deshacer",
        pt: "desfazer"
    }
    /// What it is for.
    OptionUndoAbout {
        en: "Take back what was added or removed last",
        de: "Zurücknehmen, was zuletzt hinzugefügt oder entfernt wurde",
        fr: "Revenir sur le dernier ajout ou retrait",
        es: "Deshacer lo último que se añadió o quitó",
        pt: "Desfazer o que foi adicionado ou removido por último"
    }
    /// The option that has everything about the user forgotten.
    OptionForget {
        en: "forget",
        de: "vergessen",
        fr: "oublier",
        es: "olvidar",
        pt: "esquecer"
    }
    /// What it is for.
    OptionForgetAbout {
        en: "Forget what I remember of you",
        de: "Vergessen, was ich von dir weiß",
        fr: "Oublier ce dont je me souviens à votre sujet",
        es: "Olvidar lo que recuerdo de ti",
        pt: "Esquecer o que lembro de você"
    }
    /// What the bot does. {0}: so many articles.
    Help {
        en: "I answer questions about {0} with their own words, and say where they stand. I write no fact of my own: when the articles don’t say, I say that.\n- Mention me with a question, send it to me directly, or use {/ask}. On somebody’s message: *Apps*, then *Ask the archive*.\n- Go on by replying to my answer: *and when?*\n- Limit it to a source: *according to …*, or the option `source` of {/ask}.\n- {/sources} lists the articles, {/source} shows one, {/search} finds passages, {/timeline} tells what happened when, {/compare} what each article says, {/about} says what I run on.",
        de: "Ich beantworte Fragen mit den eigenen Worten der Artikel ({0}) und sage, wo sie stehen. Fragen verstehe ich nur auf Englisch. Von mir aus behaupte ich nichts: Steht es nicht in den Artikeln, dann sage ich das.\n- Erwähne mich mit einer Frage, schick sie mir direkt oder nimm {/ask}. Zu einer Nachricht: *Apps*, dann *Das Archiv fragen*.\n- Frag weiter, indem du auf meine Antwort antwortest: *and when?*\n- Auf eine Quelle beschränken: *according to …* oder die Option `quelle` von {/ask}.\n- {/sources} zeigt die Artikel, {/source} einen davon, {/search} findet Stellen, {/timeline} sagt, was wann geschah, {/compare}, was jeder Artikel sagt, {/about} sagt, womit ich arbeite.",
        fr: "Je réponds aux questions sur {0} avec leurs propres mots, et je dis où ils se trouvent. Je ne comprends que les questions en anglais. Je n’affirme rien moi-même : si les articles ne le disent pas, je le dis.\n- Mentionnez-moi avec une question, envoyez-la-moi en privé, ou utilisez {/ask}. Sur un message : *Applications*, puis *Demander aux archives*.\n- Continuez en répondant à ma réponse : *and when?*\n- Limitez à une source : *according to …*, ou l’option `source` de {/ask}.\n- {/sources} liste les articles, {/source} en montre un, {/search} trouve des passages, {/timeline} dit ce qui s’est passé et quand, {/compare} ce que dit chaque article, {/about} dit sur quoi je m’appuie.",
        es: "Respondo preguntas sobre {0} con sus propias palabras y digo dónde están. Solo entiendo preguntas en inglés. No afirmo nada por mi cuenta: si los artículos no lo dicen, lo digo.\n- Mencióname con una pregunta, envíamela por privado o usa {/ask}. En un mensaje: *Aplicaciones* y *Preguntar al archivo*.\n- Sigue respondiendo a mi respuesta: *and when?*\n- Limítalo a una fuente: *according to …*, o la opción `fuente` de {/ask}.\n- {/sources} lista los artículos, {/source} muestra uno, {/search} busca pasajes, {/timeline} dice qué pasó y cuándo, {/compare} lo que dice cada artículo, {/about} dice con qué trabajo.",
        pt: "Respondo perguntas sobre {0} com as palavras deles e digo onde estão. Só entendo perguntas em inglês. Não afirmo nada por conta própria: se os artigos não dizem, eu digo isso.\n- Mencione-me com uma pergunta, envie-a por mensagem direta ou use {/ask}. Em uma mensagem: *Aplicativos*, depois *Perguntar ao arquivo*.\n- Continue respondendo à minha resposta: *and when?*\n- Limite a uma fonte: *according to …*, ou a opção `fonte` de {/ask}.\n- {/sources} lista os artigos, {/source} mostra um, {/search} encontra trechos, {/timeline} diz o que aconteceu e quando, {/compare} o que diz cada artigo, {/about} diz com o que trabalho."
    }
    /// To a greeting.
    Greeting {
        en: "Hello! Ask me something about the articles; {/sources} lists them.",
        de: "Hallo! Frag mich etwas zu den Artikeln; {/sources} zeigt sie.",
        fr: "Bonjour ! Posez-moi une question sur les articles ; {/sources} les liste.",
        es: "¡Hola! Pregúntame algo sobre los artículos; {/sources} los lista.",
        pt: "Olá! Pergunte algo sobre os artigos; {/sources} os lista."
    }
    /// To thanks.
    Thanks {
        en: "You’re welcome.",
        de: "Gern geschehen.",
        fr: "Avec plaisir.",
        es: "De nada.",
        pt: "De nada."
    }
    /// To words without content.
    AskMe {
        en: "Ask me a question about the articles, such as *who …?* or *how many …?* {/sources} lists them, {/help} says more.",
        de: "Stell mir eine Frage zu den Artikeln, etwa *who …?* oder *how many …?* {/sources} zeigt sie, {/help} sagt mehr.",
        fr: "Posez-moi une question sur les articles, comme *who …?* ou *how many …?* {/sources} les liste, {/help} en dit plus.",
        es: "Hazme una pregunta sobre los artículos, como *who …?* o *how many …?* {/sources} los lista, {/help} dice más.",
        pt: "Faça uma pergunta sobre os artigos, como *who …?* ou *how many …?* {/sources} os lista, {/help} diz mais."
    }
    /// Where all articles were taken away while the bot was running.
    NoArticles {
        en: "There are no articles to answer from at the moment.",
        de: "Zurzeit gibt es keine Artikel, aus denen ich antworten kann.",
        fr: "Il n’y a aucun article pour répondre en ce moment.",
        es: "En este momento no hay artículos de los que responder.",
        pt: "No momento não há artigos de onde responder."
    }
    /// On the page to look at: the list of articles.
    WebArticles {
        en: "Articles",
        de: "Artikel",
        fr: "Articles",
        es: "Artículos",
        pt: "Artigos"
    }
    /// There: what is known of the program and its articles.
    WebStatus {
        en: "Status",
        de: "Stand",
        fr: "État",
        es: "Estado",
        pt: "Estado"
    }
    /// There: above the box to type into.
    WebQuestion {
        en: "Ask the articles",
        de: "Frag die Artikel",
        fr: "Interrogez les articles",
        es: "Pregunta a los artículos",
        pt: "Pergunte aos artigos"
    }
    /// There: the button beside it.
    WebAsk {
        en: "Ask",
        de: "Fragen",
        fr: "Demander",
        es: "Preguntar",
        pt: "Perguntar"
    }
    /// There: the link from a quote to its place.
    WebInArticle {
        en: "Show in the article",
        de: "Im Artikel zeigen",
        fr: "Voir dans l’article",
        es: "Ver en el artículo",
        pt: "Ver no artigo"
    }
    /// There: the link from an article to where it comes from.
    WebOriginal {
        en: "Where it was published",
        de: "Wo er erschienen ist",
        fr: "Où il a été publié",
        es: "Dónde se publicó",
        pt: "Onde foi publicado"
    }
    /// There: above an article that a link was made to before it changed.
    WebChanged {
        en: "This article has changed since it was quoted, so the place is not marked.",
        de: "Dieser Artikel hat sich seit dem Zitat geändert; die Stelle ist deshalb nicht markiert.",
        fr: "Cet article a changé depuis qu’il a été cité ; le passage n’est donc pas marqué.",
        es: "Este artículo ha cambiado desde que se citó; por eso el lugar no está marcado.",
        pt: "Este artigo mudou desde que foi citado; por isso o trecho não está marcado."
    }
    /// There: where an article is not.
    WebNoArticle {
        en: "There is no such article, or no longer. The list has all there are.",
        de: "Diesen Artikel gibt es nicht oder nicht mehr. Die Liste nennt alle, die es gibt.",
        fr: "Cet article n’existe pas, ou plus. La liste contient tous ceux qui existent.",
        es: "No existe tal artículo, o ya no. La lista tiene todos los que hay.",
        pt: "Não há tal artigo, ou já não há. A lista tem todos os que existem."
    }
    /// There: where nothing is.
    WebNoPage {
        en: "There is nothing at this address. Ask a question, or look at the list of articles.",
        de: "Unter dieser Adresse ist nichts. Stell eine Frage oder sieh in die Liste der Artikel.",
        fr: "Il n’y a rien à cette adresse. Posez une question ou voyez la liste des articles.",
        es: "No hay nada en esta dirección. Haz una pregunta o mira la lista de artículos.",
        pt: "Não há nada neste endereço. Faça uma pergunta ou veja a lista de artigos."
    }
    /// There: to a question while too many are being answered.
    WebBusy {
        en: "Too many questions are being answered right now. Please try again in a few seconds.",
        de: "Gerade werden zu viele Fragen beantwortet. Bitte versuch es in ein paar Sekunden noch einmal.",
        fr: "Trop de questions sont en cours de réponse. Veuillez réessayer dans quelques secondes.",
        es: "Ahora mismo se responden demasiadas preguntas. Inténtalo de nuevo en unos segundos.",
        pt: "Há perguntas demais sendo respondidas agora. Tente de novo em alguns segundos."
    }
    /// To a few words without a question. {0}: the words.
    TopicWhat {
        en: "What would you like to know about “{0}”?",
        de: "Was möchtest du über „{0}“ wissen?",
        fr: "Que voulez-vous savoir sur « {0} » ?",
        es: "¿Qué quieres saber sobre «{0}»?",
        pt: "O que você quer saber sobre “{0}”?"
    }
    /// Before quotes that hold those words.
    TopicMentioned {
        en: "The articles mention it here:",
        de: "Die Artikel erwähnen es hier:",
        fr: "Les articles en parlent ici :",
        es: "Los artículos lo mencionan aquí:",
        pt: "Os artigos mencionam isso aqui:"
    }
    /// Where no article holds them. {0}: the words.
    TopicUnmentioned {
        en: "The articles don’t mention “{0}”. {/sources} lists them.",
        de: "Die Artikel erwähnen „{0}“ nicht. {/sources} zeigt sie.",
        fr: "Les articles ne mentionnent pas « {0} ». {/sources} les liste.",
        es: "Los artículos no mencionan «{0}». {/sources} los lista.",
        pt: "Os artigos não mencionam “{0}”. {/sources} os lista."
    }
    /// To a command or button that the bot does not have.
    UnknownCommand {
        en: "I don’t know that command; it may be from an older version. {/help} lists what I can do.",
        de: "Diesen Befehl kenne ich nicht; er stammt vielleicht aus einer älteren Version. {/help} zeigt, was ich kann.",
        fr: "Je ne connais pas cette commande ; elle vient peut-être d’une ancienne version. {/help} dit ce que je sais faire.",
        es: "No conozco ese comando; quizá es de una versión anterior. {/help} dice lo que sé hacer.",
        pt: "Não conheço esse comando; talvez seja de uma versão antiga. {/help} diz o que sei fazer."
    }
    /// Where a source is asked for that is not there. {0}: its name.
    UnknownSource {
        en: "There is no source “{0}”. {/sources} lists them.",
        de: "Eine Quelle „{0}“ gibt es nicht. {/sources} zeigt alle.",
        fr: "Il n’y a pas de source « {0} ». {/sources} les liste.",
        es: "No hay ninguna fuente «{0}». {/sources} las lista.",
        pt: "Não há nenhuma fonte “{0}”. {/sources} as lista."
    }
    /// Where a name fits several articles and one is wanted. {0}: the name.
    SeveralSources {
        en: "More than one article fits “{0}”; choose one:",
        de: "Zu „{0}“ passt mehr als ein Artikel; wähle einen:",
        fr: "Plusieurs articles correspondent à « {0} » ; choisissez :",
        es: "Más de un artículo encaja con «{0}»; elige uno:",
        pt: "Mais de um artigo combina com “{0}”; escolha um:"
    }
    /// When something went wrong inside.
    Failure {
        en: "Something went wrong on my side, and I would rather say nothing than something wrong. Please try again; whoever runs me finds the reason in the log.",
        de: "Bei mir ist etwas schiefgegangen, und ich sage lieber nichts als etwas Falsches. Bitte versuch es noch einmal; wer mich betreibt, findet den Grund im Protokoll.",
        fr: "Quelque chose s’est mal passé de mon côté, et je préfère me taire que dire une erreur. Réessayez ; qui m’héberge trouvera la raison dans le journal.",
        es: "Algo ha fallado por mi parte, y prefiero callar a decir algo falso. Inténtalo de nuevo; quien me administra encontrará el motivo en el registro.",
        pt: "Algo deu errado do meu lado, e prefiro não dizer nada a dizer algo errado. Tente de novo; quem me administra encontra o motivo no registro."
    }
    /// When what finds the passages does not answer.
    Unavailable {
        en: "I cannot search the articles right now. Please try again in a minute.",
        de: "Ich kann die Artikel gerade nicht durchsuchen. Bitte versuch es in einer Minute noch einmal.",
        fr: "Je ne peux pas chercher dans les articles pour le moment. Réessayez dans une minute.",
        es: "Ahora mismo no puedo buscar en los artículos. Inténtalo de nuevo en un minuto.",
        pt: "Não consigo pesquisar os artigos agora. Tente de novo daqui a um minuto."
    }
    /// Under what an index of our own found while the search cluster could not.
    Substitute {
        en: "Searched here: the search cluster cannot be used right now.",
        de: "Hier gesucht: Der Such-Cluster ist gerade nicht zu gebrauchen.",
        fr: "Cherché ici : le cluster de recherche est inutilisable pour le moment.",
        es: "Buscado aquí: el clúster de búsqueda no se puede usar ahora mismo.",
        pt: "Pesquisado aqui: o cluster de busca não pode ser usado agora."
    }
    /// When not even the shortest form of an answer fits.
    TooLong {
        en: "The answer is too long to show here. Ask for one part of it, or limit the question to one source.",
        de: "Die Antwort ist zu lang, um sie hier zu zeigen. Frag nach einem Teil davon oder beschränke die Frage auf eine Quelle.",
        fr: "La réponse est trop longue pour être montrée ici. Demandez-en une partie, ou limitez la question à une source.",
        es: "La respuesta es demasiado larga para mostrarla aquí. Pregunta por una parte o limita la pregunta a una fuente.",
        pt: "A resposta é longa demais para mostrar aqui. Pergunte por uma parte dela ou limite a pergunta a uma fonte."
    }
    /// A count of one.
    OneArticle {
        en: "1 article",
        de: "1 Artikel",
        fr: "1 article",
        es: "1 artículo",
        pt: "1 artigo"
    }
    /// A count of none or several.
    Articles {
        en: "{0} articles",
        de: "{0} Artikel",
        fr: "{0} articles",
        es: "{0} artículos",
        pt: "{0} artigos"
    }
    /// The months, January first, between spaces.
    Months {
        en: "January February March April May June July August September October November December",
        de: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        fr: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        es: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        pt: "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
    }
    /// A day, or days of one month. {0}: the day or days, {1}: the month, {2}: the year.
    DayOf {
        en: "{1} {0}, {2}",
        de: "{0}. {1} {2}",
        fr: "{0} {1} {2}",
        es: "{0} de {1} de {2}",
        pt: "{0} de {1} de {2}"
    }
    /// A month. {0}: the month, {1}: the year.
    MonthOf {
        en: "{0} {1}",
        de: "{0} {1}",
        fr: "{0} {1}",
        es: "{0} de {1}",
        pt: "{0} de {1}"
    }
    /// After a date that was worked out. {0}: the date of the article.
    Reckoned {
        en: "counted from the article’s date, {0}",
        de: "gerechnet vom Datum des Artikels, {0}",
        fr: "compté depuis la date de l’article, {0}",
        es: "contado desde la fecha del artículo, {0}",
        pt: "contado a partir da data do artigo, {0}"
    }
    /// Above what happened when. {0}: the topic.
    TimelineOf {
        en: "What happened when: “{0}”",
        de: "Was wann geschah: „{0}“",
        fr: "Ce qui s’est passé et quand : « {0} »",
        es: "Qué pasó y cuándo: «{0}»",
        pt: "O que aconteceu e quando: “{0}”"
    }
    /// Where nothing is dated. {0}: the topic.
    TimelineNone {
        en: "The articles give no date for anything about “{0}”.",
        de: "Die Artikel nennen zu „{0}“ kein Datum.",
        fr: "Les articles ne donnent aucune date à propos de « {0} ».",
        es: "Los artículos no dan ninguna fecha sobre «{0}».",
        pt: "Os artigos não dão nenhuma data sobre “{0}”."
    }
    /// Before dates without a year.
    YearOpen {
        en: "The year is not said, and the article has no date:",
        de: "Das Jahr steht nicht da, und der Artikel hat kein Datum:",
        fr: "L’année n’est pas dite, et l’article n’a pas de date :",
        es: "No se dice el año, y el artículo no tiene fecha:",
        pt: "O ano não é dito, e o artigo não tem data:"
    }
    /// Before dates that cannot be placed.
    DayOpen {
        en: "The day stays open, because the article has no date:",
        de: "Der Tag bleibt offen, weil der Artikel kein Datum hat:",
        fr: "Le jour reste ouvert, car l’article n’a pas de date :",
        es: "El día queda abierto, porque el artículo no tiene fecha:",
        pt: "O dia fica em aberto, porque o artigo não tem data:"
    }
    /// Above what each article says. {0}: the topic.
    CompareOf {
        en: "What each article says about “{0}”",
        de: "Was jeder Artikel zu „{0}“ sagt",
        fr: "Ce que chaque article dit de « {0} »",
        es: "Lo que cada artículo dice de «{0}»",
        pt: "O que cada artigo diz de “{0}”"
    }
    /// Where none says anything. {0}: the topic.
    CompareNone {
        en: "No article speaks of “{0}”.",
        de: "Kein Artikel spricht von „{0}“.",
        fr: "Aucun article ne parle de « {0} ».",
        es: "Ningún artículo habla de «{0}».",
        pt: "Nenhum artigo fala de “{0}”."
    }
    /// Before the articles that say the same. {0}: their titles.
    SameIn {
        en: "In nearly the same words: {0}",
        de: "Mit fast denselben Worten: {0}",
        fr: "Presque dans les mêmes mots : {0}",
        es: "Casi con las mismas palabras: {0}",
        pt: "Quase com as mesmas palavras: {0}"
    }
    /// Before the articles that say nothing of it. {0}: their titles.
    SilentIn {
        en: "Nothing about it in: {0}",
        de: "Nichts dazu in: {0}",
        fr: "Rien à ce sujet dans : {0}",
        es: "Nada sobre ello en: {0}",
        pt: "Nada sobre isso em: {0}"
    }
    /// Where not all articles that speak of it are shown. {0}: so many articles.
    MoreSpeak {
        en: "Not shown, though they speak of it: {0}",
        de: "Nicht gezeigt, obwohl sie davon sprechen: {0}",
        fr: "Pas montrés, bien qu’ils en parlent : {0}",
        es: "No se muestran, aunque hablan de ello: {0}",
        pt: "Não mostrados, embora falem disso: {0}"
    }
    /// Behind a value. {0}: the date of its newest article.
    AsOf {
        en: "as of {0}",
        de: "Stand: {0}",
        fr: "au {0}",
        es: "a fecha de {0}",
        pt: "em {0}"
    }
    /// Below an answer. {0}: the date of the newest article that it quotes, {1}: that of a newer one.
    AsOfNewer {
        en: "As of {0}. A newer article, of {1}, speaks of this too.",
        de: "Stand: {0}. Auch ein neuerer Artikel, vom {1}, spricht davon.",
        fr: "Au {0}. Un article plus récent, du {1}, en parle aussi.",
        es: "A fecha de {0}. Un artículo más reciente, de {1}, también habla de esto.",
        pt: "Em {0}. Um artigo mais novo, de {1}, também fala disso."
    }
    /// Where in a list. {0}: this page, {1}: how many.
    PageOf {
        en: "page {0} of {1}",
        de: "Seite {0} von {1}",
        fr: "page {0} sur {1}",
        es: "página {0} de {1}",
        pt: "página {0} de {1}"
    }
    /// The length of an article.
    Words {
        en: "{0} words",
        de: "{0} Wörter",
        fr: "{0} mots",
        es: "{0} palabras",
        pt: "{0} palavras"
    }
    /// Where a quote stands.
    Paragraph {
        en: "paragraph {0}",
        de: "Absatz {0}",
        fr: "paragraphe {0}",
        es: "párrafo {0}",
        pt: "parágrafo {0}"
    }
    /// The length of an article.
    Paragraphs {
        en: "{0} paragraphs",
        de: "{0} Absätze",
        fr: "{0} paragraphes",
        es: "{0} párrafos",
        pt: "{0} parágrafos"
    }
    /// A button.
    Previous {
        en: "Previous",
        de: "Zurück",
        fr: "Précédent",
        es: "Anterior",
        pt: "Anterior"
    }
    /// A button.
    Next {
        en: "Next",
        de: "Weiter",
        fr: "Suivant",
        es: "Siguiente",
        pt: "Próximo"
    }
    /// The first line of an answer of values that cannot all be true.
    Differ {
        en: "The articles differ:",
        de: "Die Artikel widersprechen sich:",
        fr: "Les articles divergent :",
        es: "Los artículos difieren:",
        pt: "Os artigos divergem:"
    }
    /// The first line of an answer of several values.
    Several {
        en: "More than one answer:",
        de: "Mehr als eine Antwort:",
        fr: "Plus d’une réponse :",
        es: "Más de una respuesta:",
        pt: "Mais de uma resposta:"
    }
    /// … where none is sure.
    UnsureSeveral {
        en: "I am not sure; these may answer it:",
        de: "Ich bin nicht sicher; das könnten Antworten sein:",
        fr: "Je ne suis pas sûr ; ceci pourrait répondre :",
        es: "No estoy seguro; esto podría responderlo:",
        pt: "Não tenho certeza; isto pode responder:"
    }
    /// … where they cannot all be true.
    UnsureDiffer {
        en: "I am not sure; the articles may differ:",
        de: "Ich bin nicht sicher; die Artikel widersprechen sich vielleicht:",
        fr: "Je ne suis pas sûr ; les articles divergent peut-être :",
        es: "No estoy seguro; puede que los artículos difieran:",
        pt: "Não tenho certeza; os artigos talvez divirjam:"
    }
    /// The first line of an answer that is not sure.
    Unsure {
        en: "I am not sure; this may answer it:",
        de: "Ich bin nicht sicher; das könnte die Antwort sein:",
        fr: "Je ne suis pas sûr ; ceci pourrait répondre :",
        es: "No estoy seguro; esto podría responderlo:",
        pt: "Não tenho certeza; isto pode responder:"
    }
    /// Below the quotes of a value. {0}: so many articles.
    AndMore {
        en: "… also in {0}",
        de: "… dazu {0}",
        fr: "… et aussi {0}",
        es: "… y también {0}",
        pt: "… e também {0}"
    }
    /// The first line where there is no answer.
    DontSay {
        en: "The articles don’t say.",
        de: "Das steht nicht in den Artikeln.",
        fr: "Les articles ne le disent pas.",
        es: "Los artículos no lo dicen.",
        pt: "Os artigos não dizem."
    }
    /// … and nothing comes near. Other languages say that questions are read in English.
    NothingNear {
        en: "Nothing in them comes near that.",
        de: "Nichts darin kommt dem nahe. Fragen verstehe ich nur auf Englisch.",
        fr: "Rien n’y ressemble. Je ne comprends que les questions en anglais.",
        es: "Nada en ellos se le acerca. Solo entiendo preguntas en inglés.",
        pt: "Nada neles chega perto disso. Só entendo perguntas em inglês."
    }
    /// Before quotes that may not answer.
    Nearest {
        en: "What comes nearest:",
        de: "Am nächsten kommt dem:",
        fr: "Ce qui s’en approche le plus :",
        es: "Lo más cercano:",
        pt: "O que chega mais perto:"
    }
    /// The verdict on a question of yes or no.
    Yes {
        en: "Yes, by what the articles say:",
        de: "Ja, nach dem, was die Artikel sagen:",
        fr: "Oui, d’après les articles :",
        es: "Sí, según los artículos:",
        pt: "Sim, segundo os artigos:"
    }
    /// … against it.
    No {
        en: "No, by what the articles say:",
        de: "Nein, nach dem, was die Artikel sagen:",
        fr: "Non, d’après les articles :",
        es: "No, según los artículos:",
        pt: "Não, segundo os artigos:"
    }
    /// That an article has the same text as another. {0}: the other's number in the list.
    CopyOf {
        en: "same text as {0}",
        de: "gleicher Text wie {0}",
        fr: "même texte que {0}",
        es: "mismo texto que {0}",
        pt: "mesmo texto que {0}"
    }
    /// Where the source that a question names is not there. {0}: its name.
    NoneFrom {
        en: "None of the articles is from “{0}”, and none cites it. {/sources} lists them.",
        de: "Kein Artikel ist von „{0}“, und keiner zitiert es. {/sources} zeigt alle.",
        fr: "Aucun article ne vient de « {0} », et aucun ne le cite. {/sources} les liste.",
        es: "Ningún artículo es de «{0}» y ninguno lo cita. {/sources} los lista.",
        pt: "Nenhum artigo é de “{0}”, e nenhum o cita. {/sources} os lista."
    }
    /// What part of a question keeps it from being answered. {0}: the part, in quotation marks.
    Unsupported {
        en: "What comes closest says nothing of {0}.",
        de: "Was am nächsten kommt, sagt nichts über {0}.",
        fr: "Ce qui s’en approche le plus ne dit rien de {0}.",
        es: "Lo que más se acerca no dice nada de {0}.",
        pt: "O que chega mais perto não diz nada sobre {0}."
    }
    /// Before the name of who says a quote.
    AccordingTo {
        en: "according to",
        de: "laut",
        fr: "selon",
        es: "según",
        pt: "segundo"
    }
    /// Before the name of who reports what another says.
    Via {
        en: "via",
        de: "über",
        fr: "via",
        es: "vía",
        pt: "via"
    }
    /// How a question was read. {0}: the question.
    ReadAs {
        en: "Read as: {0}",
        de: "Verstanden als: {0}",
        fr: "Compris comme : {0}",
        es: "Entendido como: {0}",
        pt: "Entendido como: {0}"
    }
    /// Which articles were searched. {0}: so many, {1}: the source.
    OnlyFrom {
        en: "Only {0} searched, for the source “{1}”",
        de: "Nur {0} durchsucht, für die Quelle „{1}“",
        fr: "Seulement {0} pour la source « {1} »",
        es: "Solo {0}, por la fuente «{1}»",
        pt: "Só {0}, para a fonte “{1}”"
    }
    /// Which articles were searched. {0}: so many, {1}: who is cited.
    OnlyCiting {
        en: "Only {0} searched, citing “{1}”",
        de: "Nur {0} durchsucht, mit „{1}“ zitiert",
        fr: "Seulement {0} citant « {1} »",
        es: "Solo {0}, que citan «{1}»",
        pt: "Só {0}, que citam “{1}”"
    }
    /// A button.
    ShowContext {
        en: "Show context",
        de: "Zusammenhang",
        fr: "Contexte",
        es: "Ver contexto",
        pt: "Ver contexto"
    }
    /// A button.
    MoreQuotes {
        en: "More quotes",
        de: "Mehr Zitate",
        fr: "Plus de citations",
        es: "Más citas",
        pt: "Mais citações"
    }
    /// A button.
    SourcesDiffer {
        en: "Sources differ",
        de: "Quellen im Vergleich",
        fr: "Sources divergentes",
        es: "Fuentes que difieren",
        pt: "Fontes divergentes"
    }
    /// Over the paragraphs around quotes.
    Context {
        en: "The quotes where they stand",
        de: "Die Zitate an ihrer Stelle",
        fr: "Les citations dans leur contexte",
        es: "Las citas en su contexto",
        pt: "As citações no contexto"
    }
    /// Over every quote of an answer.
    AllQuotes {
        en: "Every quote that gives an answer",
        de: "Alle Zitate, die eine Antwort geben",
        fr: "Toutes les citations qui répondent",
        es: "Todas las citas que responden",
        pt: "Todas as citações que respondem"
    }
    /// Over quotes that do not answer but come near.
    AlsoClose {
        en: "Also close to the question",
        de: "Auch nahe an der Frage",
        fr: "Proche aussi de la question",
        es: "También cerca de la pregunta",
        pt: "Também perto da pergunta"
    }
    /// Over what each article says.
    ArticleByArticle {
        en: "What each article says",
        de: "Was die einzelnen Artikel sagen",
        fr: "Ce que dit chaque article",
        es: "Lo que dice cada artículo",
        pt: "O que cada artigo diz"
    }
    /// Where articles changed since an answer, and it did not.
    ChangedSame {
        en: "The articles have changed since that answer, but not what they say here.",
        de: "Die Artikel haben sich seit dieser Antwort geändert, diese Stellen nicht.",
        fr: "Les articles ont changé depuis cette réponse, mais pas ces passages.",
        es: "Los artículos han cambiado desde esa respuesta, pero no en esto.",
        pt: "Os artigos mudaram desde essa resposta, mas não nisto."
    }
    /// Where articles changed since an answer, and it with them.
    ChangedAnswer {
        en: "The articles have changed since that answer, and their answer with them. This is what they say now.",
        de: "Die Artikel haben sich seit dieser Antwort geändert, und mit ihnen die Antwort. Das sagen sie jetzt.",
        fr: "Les articles ont changé depuis cette réponse, et la réponse avec eux. Voici ce qu’ils disent maintenant.",
        es: "Los artículos han cambiado desde esa respuesta, y la respuesta también. Esto es lo que dicen ahora.",
        pt: "Os artigos mudaram desde essa resposta, e a resposta também. Isto é o que dizem agora."
    }
    /// Where there are no quotes to show.
    NoQuotes {
        en: "There are no quotes to show for that question.",
        de: "Zu dieser Frage gibt es keine Zitate.",
        fr: "Il n’y a pas de citation à montrer pour cette question.",
        es: "No hay citas que mostrar para esa pregunta.",
        pt: "Não há citações para mostrar para essa pergunta."
    }
    /// To a vote for an answer.
    VoteUp {
        en: "Thank you. Good to know that it helped.",
        de: "Danke. Gut zu wissen, dass es geholfen hat.",
        fr: "Merci. Content que cela ait aidé.",
        es: "Gracias. Me alegra que haya servido.",
        pt: "Obrigado. Bom saber que ajudou."
    }
    /// To a vote against an answer.
    VoteDown {
        en: "Thank you. Noted without your name; it helps to make the answers better.",
        de: "Danke. Ohne deinen Namen notiert; es hilft, die Antworten zu verbessern.",
        fr: "Merci. Noté sans votre nom ; cela aide à améliorer les réponses.",
        es: "Gracias. Anotado sin tu nombre; ayuda a mejorar las respuestas.",
        pt: "Obrigado. Anotado sem o seu nome; ajuda a melhorar as respostas."
    }
    /// Where votes are not kept.
    VoteOff {
        en: "Thank you, but votes are switched off here: nothing was noted.",
        de: "Danke, aber Stimmen sind hier abgeschaltet: Es wurde nichts notiert.",
        fr: "Merci, mais les votes sont désactivés ici : rien n’a été noté.",
        es: "Gracias, pero los votos están desactivados: no se ha anotado nada.",
        pt: "Obrigado, mas os votos estão desligados aqui: nada foi anotado."
    }
    /// To a message's menu where the message has no words.
    NoWords {
        en: "That message has no words that I could read as a question.",
        de: "In dieser Nachricht stehen keine Worte, die ich als Frage lesen kann.",
        fr: "Ce message ne contient pas de mots que je puisse lire comme une question.",
        es: "Ese mensaje no tiene palabras que pueda leer como pregunta.",
        pt: "Essa mensagem não tem palavras que eu possa ler como pergunta."
    }
    /// Over found passages. {0}: the words.
    Found {
        en: "Passages about “{0}”",
        de: "Stellen zu „{0}“",
        fr: "Passages sur « {0} »",
        es: "Pasajes sobre «{0}»",
        pt: "Trechos sobre “{0}”"
    }
    /// Where none was found. {0}: the words.
    FoundNothing {
        en: "No passage holds “{0}”. {/sources} lists the articles.",
        de: "Keine Stelle enthält „{0}“. {/sources} zeigt die Artikel.",
        fr: "Aucun passage ne contient « {0} ». {/sources} liste les articles.",
        es: "Ningún pasaje contiene «{0}». {/sources} lista los artículos.",
        pt: "Nenhum trecho contém “{0}”. {/sources} lista os artigos."
    }
    /// Before the first words of an article.
    Begins {
        en: "It begins:",
        de: "Er beginnt so:",
        fr: "Il commence ainsi :",
        es: "Comienza así:",
        pt: "Começa assim:"
    }
    /// What the bot runs on. {0}: version, {1}: so many articles, {2}: passages, {3}: hash.
    About {
        en: "**pullquote {0}** answers with the articles’ own words.\n- {1}, {2} passages\n- Corpus `{3}`",
        de: "**pullquote {0}** antwortet mit den Worten der Artikel.\n- {1}, {2} Stellen\n- Korpus `{3}`",
        fr: "**pullquote {0}** répond avec les mots des articles.\n- {1}, {2} passages\n- Corpus `{3}`",
        es: "**pullquote {0}** responde con las palabras de los artículos.\n- {1}, {2} pasajes\n- Corpus `{3}`",
        pt: "**pullquote {0}** responde com as palavras dos artigos.\n- {1}, {2} trechos\n- Corpus `{3}`"
    }
    /// When the articles were read. {0}: the time, as Discord shows it to each reader.
    IndexedAt {
        en: "Indexed {0}",
        de: "Eingelesen {0}",
        fr: "Indexé {0}",
        es: "Indexado {0}",
        pt: "Indexado {0}"
    }
    /// Under an answer that could not be a reply.
    NoHistory {
        en: "I may not read earlier messages here, so this is no reply to yours.",
        de: "Ich darf hier frühere Nachrichten nicht lesen, darum ist dies keine direkte Antwort.",
        fr: "Je ne peux pas lire les messages précédents ici : ceci n’est donc pas une réponse directe.",
        es: "No puedo leer los mensajes anteriores aquí, así que esto no es una respuesta directa.",
        pt: "Não posso ler as mensagens anteriores aqui, então isto não é uma resposta direta."
    }
    /// To somebody who asks too often. {0}: how long to wait.
    TooOften {
        en: "You ask faster than I may answer. Please ask again in {0}.",
        de: "Du fragst schneller, als ich antworten darf. Bitte frag in {0} noch einmal.",
        fr: "Vous demandez plus vite que je ne peux répondre. Redemandez dans {0}.",
        es: "Preguntas más rápido de lo que puedo responder. Pregunta de nuevo en {0}.",
        pt: "Você pergunta mais rápido do que posso responder. Pergunte de novo em {0}."
    }
    /// On a server that asks too often. {0}: how long to wait.
    TooMany {
        en: "This server asks faster than I may answer. Please ask again in {0}.",
        de: "Dieser Server fragt schneller, als ich antworten darf. Bitte frag in {0} noch einmal.",
        fr: "Ce serveur demande plus vite que je ne peux répondre. Redemandez dans {0}.",
        es: "Este servidor pregunta más rápido de lo que puedo responder. Pregunta de nuevo en {0}.",
        pt: "Este servidor pergunta mais rápido do que posso responder. Pergunte de novo em {0}."
    }
    /// While too many others are being answered. {0}: how long to wait.
    Busy {
        en: "I am busy with many questions. Please ask again in {0}.",
        de: "Ich bin mit vielen Fragen beschäftigt. Bitte frag in {0} noch einmal.",
        fr: "Je suis occupé par beaucoup de questions. Redemandez dans {0}.",
        es: "Estoy ocupado con muchas preguntas. Pregunta de nuevo en {0}.",
        pt: "Estou ocupado com muitas perguntas. Pergunte de novo em {0}."
    }
    /// To somebody whose earlier questions are not answered yet. {0}: how long to wait.
    StillAnswering {
        en: "I am still at your earlier questions. Please ask again in {0}.",
        de: "Ich bin noch bei deinen vorigen Fragen. Bitte frag in {0} noch einmal.",
        fr: "J’en suis encore à vos questions précédentes. Redemandez dans {0}.",
        es: "Sigo con tus preguntas anteriores. Pregunta de nuevo en {0}.",
        pt: "Ainda estou nas suas perguntas anteriores. Pergunte de novo em {0}."
    }
    /// After one of these, where nothing more will be said for a while.
    PassOver {
        en: "Until then I pass over further questions.",
        de: "Bis dahin übergehe ich weitere Fragen.",
        fr: "D’ici là, je laisse passer les autres questions.",
        es: "Hasta entonces paso por alto otras preguntas.",
        pt: "Até lá deixo passar outras perguntas."
    }
    /// A time.
    OneSecond {
        en: "1 second",
        de: "1 Sekunde",
        fr: "1 seconde",
        es: "1 segundo",
        pt: "1 segundo"
    }
    /// A time.
    Seconds {
        en: "{0} seconds",
        de: "{0} Sekunden",
        fr: "{0} secondes",
        es: "{0} segundos",
        pt: "{0} segundos"
    }
    /// In the place of an answer that could not be sent.
    Unsent {
        en: "I could not show the answer here. Please ask again.",
        de: "Ich konnte die Antwort hier nicht zeigen. Bitte frag noch einmal.",
        fr: "Je n’ai pas pu montrer la réponse ici. Redemandez.",
        es: "No pude mostrar la respuesta aquí. Pregunta de nuevo.",
        pt: "Não consegui mostrar a resposta aqui. Pergunte de novo."
    }
    /// To an interaction of a form that the bot does not know.
    Unread {
        en: "Discord sent me something here that I cannot read. Please ask with {/ask}, or by mentioning me.",
        de: "Discord hat mir hier etwas geschickt, das ich nicht lesen kann. Bitte frag mit {/ask} oder indem du mich erwähnst.",
        fr: "Discord m’a envoyé ici quelque chose que je ne peux pas lire. Demandez avec {/ask}, ou en me mentionnant.",
        es: "Discord me ha enviado aquí algo que no puedo leer. Pregunta con {/ask} o mencionándome.",
        pt: "O Discord me enviou aqui algo que não consigo ler. Pergunte com {/ask} ou me mencionando."
    }
    /// The length of an article of one word.
    OneWord {
        en: "1 word",
        de: "1 Wort",
        fr: "1 mot",
        es: "1 palabra",
        pt: "1 palavra"
    }
    /// The length of an article of one paragraph.
    OneParagraph {
        en: "1 paragraph",
        de: "1 Absatz",
        fr: "1 paragraphe",
        es: "1 párrafo",
        pt: "1 parágrafo"
    }
    /// A button.
    Why {
        en: "Why?",
        de: "Warum?",
        fr: "Pourquoi ?",
        es: "¿Por qué?",
        pt: "Por quê?"
    }
    /// Before the question as it was read.
    IUnderstood {
        en: "I understood:",
        de: "Ich habe verstanden:",
        fr: "J’ai compris :",
        es: "He entendido:",
        pt: "Entendi:"
    }
    /// How it was read: it leans on the one before.
    UnderstoodFollowUp {
        en: "It goes on with the question before; what it leaves out is taken from there.",
        de: "Sie setzt die vorige Frage fort; was sie auslässt, stammt aus jener.",
        fr: "Elle continue la question précédente ; ce qui y manque en vient.",
        es: "Continúa la pregunta anterior; lo que omite viene de ella.",
        pt: "Ela continua a pergunta anterior; o que falta vem de lá."
    }
    /// How a word was read. {0}: as typed, {1}: as read.
    UnderstoodSpelling {
        en: "“{0}” is in no article; I read “{1}”.",
        de: "„{0}“ steht in keinem Artikel; ich lese „{1}“.",
        fr: "« {0} » n’est dans aucun article ; je lis « {1} ».",
        es: "«{0}» no está en ningún artículo; leo «{1}».",
        pt: "“{0}” não está em nenhum artigo; leio “{1}”."
    }
    /// What a name is also called. {0}: the name, {1}: the other.
    UnderstoodAlias {
        en: "“{0}” is also “{1}”; the articles say so.",
        de: "„{0}“ heißt auch „{1}“; so sagen es die Artikel.",
        fr: "« {0} » s’appelle aussi « {1} » ; les articles le disent.",
        es: "«{0}» también se llama «{1}»; lo dicen los artículos.",
        pt: "“{0}” também se chama “{1}”; os artigos dizem isso."
    }
    /// Of what is no question.
    UnderstoodNoQuestion {
        en: "That is no question, so I looked for no answer.",
        de: "Das ist keine Frage, also habe ich keine Antwort gesucht.",
        fr: "Ce n’est pas une question : je n’ai donc cherché aucune réponse.",
        es: "Eso no es una pregunta, así que no busqué respuesta.",
        pt: "Isso não é uma pergunta, então não procurei resposta."
    }
    /// What was looked for. {0}: a kind of answer.
    LookedFor {
        en: "Looked for: {0}.",
        de: "Gesucht: {0}.",
        fr: "Cherché : {0}.",
        es: "Buscado: {0}.",
        pt: "Procurado: {0}."
    }
    /// … where all of several are wanted. {0}: a kind of answer.
    LookedForAll {
        en: "Looked for: {0}; all there are.",
        de: "Gesucht: {0}; alle, die es gibt.",
        fr: "Cherché : {0} ; tout ce qu’il y a.",
        es: "Buscado: {0}; todo lo que haya.",
        pt: "Procurado: {0}; tudo o que houver."
    }
    /// A kind of answer.
    WantedAgent {
        en: "a person, a group or a state",
        de: "eine Person, eine Gruppe oder ein Staat",
        fr: "une personne, un groupe ou un État",
        es: "una persona, un grupo o un Estado",
        pt: "uma pessoa, um grupo ou um Estado"
    }
    /// A kind of answer.
    WantedOrganisation {
        en: "an organisation",
        de: "eine Organisation",
        fr: "une organisation",
        es: "una organización",
        pt: "uma organização"
    }
    /// A kind of answer.
    WantedCountry {
        en: "a country",
        de: "ein Land",
        fr: "un pays",
        es: "un país",
        pt: "um país"
    }
    /// A kind of answer.
    WantedPlace {
        en: "a place",
        de: "ein Ort",
        fr: "un lieu",
        es: "un lugar",
        pt: "um lugar"
    }
    /// A kind of answer.
    WantedDate {
        en: "a date or a time",
        de: "ein Datum oder eine Zeit",
        fr: "une date ou une heure",
        es: "una fecha o una hora",
        pt: "uma data ou hora"
    }
    /// A kind of answer.
    WantedDuration {
        en: "how long: a length of time",
        de: "eine Dauer",
        fr: "une durée",
        es: "una duración",
        pt: "uma duração"
    }
    /// A kind of answer.
    WantedNumber {
        en: "a number",
        de: "eine Anzahl",
        fr: "un nombre",
        es: "un número",
        pt: "um número"
    }
    /// A kind of answer. {0}: what is counted.
    WantedNumberOf {
        en: "a number of “{0}”",
        de: "eine Anzahl von „{0}“",
        fr: "un nombre de « {0} »",
        es: "un número de «{0}»",
        pt: "um número de “{0}”"
    }
    /// A kind of answer.
    WantedQuantity {
        en: "an amount with its unit",
        de: "eine Menge mit ihrer Einheit",
        fr: "une quantité avec son unité",
        es: "una cantidad con su unidad",
        pt: "uma quantidade com sua unidade"
    }
    /// A kind of answer.
    WantedMoney {
        en: "an amount of money",
        de: "ein Geldbetrag",
        fr: "une somme d’argent",
        es: "una suma de dinero",
        pt: "uma quantia em dinheiro"
    }
    /// A kind of answer.
    WantedReason {
        en: "a reason",
        de: "ein Grund",
        fr: "une raison",
        es: "una razón",
        pt: "uma razão"
    }
    /// A kind of answer.
    WantedDefinition {
        en: "what or who it is",
        de: "was oder wer es ist",
        fr: "ce que c’est, ou qui c’est",
        es: "qué o quién es",
        pt: "o que ou quem é"
    }
    /// A kind of answer.
    WantedQuotation {
        en: "what somebody said",
        de: "was jemand gesagt hat",
        fr: "ce que quelqu’un a dit",
        es: "lo que alguien dijo",
        pt: "o que alguém disse"
    }
    /// A kind of answer.
    WantedYesNo {
        en: "a sentence that says yes or no",
        de: "ein Satz, der Ja oder Nein sagt",
        fr: "une phrase qui dit oui ou non",
        es: "una frase que diga sí o no",
        pt: "uma frase que diga sim ou não"
    }
    /// A kind of answer.
    WantedDescription {
        en: "a sentence that tells how, or what happened",
        de: "ein Satz, der sagt, wie es ist oder was geschah",
        fr: "une phrase qui dit comment, ou ce qui s’est passé",
        es: "una frase que cuente cómo, o qué pasó",
        pt: "uma frase que diga como, ou o que aconteceu"
    }
    /// A kind of answer.
    WantedThing {
        en: "a name or a thing",
        de: "ein Name oder eine Sache",
        fr: "un nom ou une chose",
        es: "un nombre o una cosa",
        pt: "um nome ou uma coisa"
    }
    /// A kind of answer. {0}: what it must be.
    WantedWhich {
        en: "which “{0}” it is",
        de: "was mit „{0}“ gefragt ist",
        fr: "de quel « {0} » il s’agit",
        es: "de qué «{0}» se trata",
        pt: "de qual “{0}” se trata"
    }
    /// Before what was found. {0}: so many passages, {1}: so many articles.
    IFound {
        en: "I found: {0} in {1}.",
        de: "Ich habe gefunden: {0} ({1}).",
        fr: "J’ai trouvé : {0} ({1}).",
        es: "He encontrado: {0} ({1}).",
        pt: "Encontrei: {0} ({1})."
    }
    /// A count of one.
    OnePassage {
        en: "1 passage",
        de: "1 Stelle",
        fr: "1 passage",
        es: "1 pasaje",
        pt: "1 trecho"
    }
    /// A count of none or several.
    Passages {
        en: "{0} passages",
        de: "{0} Stellen",
        fr: "{0} passages",
        es: "{0} pasajes",
        pt: "{0} trechos"
    }
    /// Where the network could not read.
    RulesAlone {
        en: "The network did not get to read them; the rules read alone.",
        de: "Das Netz kam nicht dazu, sie zu lesen; die Regeln lasen allein.",
        fr: "Le réseau n’a pas pu les lire ; les règles ont lu seules.",
        es: "La red no llegó a leerlos; las reglas leyeron solas.",
        pt: "A rede não chegou a lê-los; as regras leram sozinhas."
    }
    /// Before the winner.
    CameFirst {
        en: "First:",
        de: "Zuerst:",
        fr: "En premier :",
        es: "Primero:",
        pt: "Primeiro:"
    }
    /// Before the best of the others.
    CameNext {
        en: "Next:",
        de: "Danach:",
        fr: "Ensuite :",
        es: "Después:",
        pt: "Depois:"
    }
    /// Where there is no other.
    NoNext {
        en: "Nothing else that was found could stand in its place.",
        de: "Nichts anderes, das gefunden wurde, könnte an seiner Stelle stehen.",
        fr: "Rien d’autre de ce qui a été trouvé ne pourrait en tenir lieu.",
        es: "Nada más de lo encontrado podría ocupar su lugar.",
        pt: "Nada mais do que foi encontrado poderia ocupar o seu lugar."
    }
    /// Over the reasons for the order.
    FirstBecause {
        en: "The first comes before the next because",
        de: "Das erste steht vor dem zweiten, denn",
        fr: "Le premier passe avant le suivant, car",
        es: "El primero va antes que el siguiente porque",
        pt: "O primeiro vem antes do seguinte porque"
    }
    /// A reason. {0}: in how many articles the first is found, {1}: the next.
    BecauseArticles {
        en: "it is found in more articles ({0}) than the next ({1})",
        de: "es steht in mehr Artikeln ({0}) als das zweite ({1})",
        fr: "il se trouve dans plus d’articles ({0}) que le suivant ({1})",
        es: "está en más artículos ({0}) que el siguiente ({1})",
        pt: "está em mais artigos ({0}) do que o seguinte ({1})"
    }
    /// A reason.
    BecauseSentences {
        en: "it is found in more sentences",
        de: "es steht in mehr Sätzen",
        fr: "il se trouve dans plus de phrases",
        es: "está en más frases",
        pt: "está em mais frases"
    }
    /// A reason.
    BecauseNetwork {
        en: "the network, which reads whole passages, prefers its words",
        de: "das Netz, das ganze Stellen liest, zieht seine Worte vor",
        fr: "le réseau, qui lit des passages entiers, préfère ses mots",
        es: "la red, que lee pasajes enteros, prefiere sus palabras",
        pt: "a rede, que lê trechos inteiros, prefere as suas palavras"
    }
    /// A reason. {0}: words of the question.
    BecauseSpeaksOf {
        en: "in its sentence I recognise {0}, in the next one I do not",
        de: "in seinem Satz erkenne ich {0}, im zweiten nicht",
        fr: "dans sa phrase je reconnais {0}, dans la suivante non",
        es: "en su frase reconozco {0}, en la siguiente no",
        pt: "na sua frase reconheço {0}, na seguinte não"
    }
    /// A reason.
    BecauseSaysMore {
        en: "its sentence says more of what was asked",
        de: "sein Satz sagt mehr von dem, was gefragt war",
        fr: "sa phrase dit davantage de ce qui était demandé",
        es: "su frase dice más de lo que se preguntó",
        pt: "a sua frase diz mais do que foi perguntado"
    }
    /// A reason.
    BecauseAround {
        en: "what stands around it says more of what was asked",
        de: "was darum herum steht, sagt mehr von dem, was gefragt war",
        fr: "ce qui l’entoure dit davantage de ce qui était demandé",
        es: "lo que lo rodea dice más de lo que se preguntó",
        pt: "o que está em volta diz mais do que foi perguntado"
    }
    /// A reason.
    BecausePassage {
        en: "its passage as a whole is closer to the question",
        de: "seine Stelle ist im Ganzen näher an der Frage",
        fr: "son passage est dans l’ensemble plus proche de la question",
        es: "su pasaje en conjunto está más cerca de la pregunta",
        pt: "o seu trecho como um todo está mais perto da pergunta"
    }
    /// A reason.
    BecauseForm {
        en: "its words look more like what was looked for",
        de: "seine Worte sehen eher nach dem aus, was gesucht war",
        fr: "ses mots ressemblent plus à ce qui était cherché",
        es: "sus palabras se parecen más a lo que se buscaba",
        pt: "as suas palavras parecem mais com o que se procurava"
    }
    /// A reason.
    BecauseNearer {
        en: "the words of the question fit better around it",
        de: "die Worte der Frage passen besser um es herum",
        fr: "les mots de la question vont mieux autour de lui",
        es: "las palabras de la pregunta encajan mejor a su alrededor",
        pt: "as palavras da pergunta se encaixam melhor em volta dele"
    }
    /// A reason.
    BecauseRepeats {
        en: "the next repeats more of the question’s own words",
        de: "das zweite wiederholt mehr von den Worten der Frage",
        fr: "le suivant répète davantage les mots de la question",
        es: "el siguiente repite más palabras de la pregunta",
        pt: "o seguinte repete mais palavras da pergunta"
    }
    /// A reason. {0}: parts of the question, in quotation marks.
    BecauseUnmet {
        en: "the next says nothing of {0}",
        de: "das zweite sagt nichts über {0}",
        fr: "le suivant ne dit rien de {0}",
        es: "el siguiente no dice nada de {0}",
        pt: "o seguinte não diz nada sobre {0}"
    }
    /// A reason.
    BecauseNoAnswer {
        en: "the next says nothing new, or nothing of the kind that was asked for",
        de: "das zweite sagt nichts Neues oder nichts von der gefragten Art",
        fr: "le suivant ne dit rien de nouveau, ou rien du genre demandé",
        es: "el siguiente no dice nada nuevo, o nada de lo que se preguntó",
        pt: "o seguinte não diz nada novo, ou nada do tipo perguntado"
    }
    /// A reason where there is no single one.
    BecauseManySigns {
        en: "many small signs together speak for it",
        de: "viele kleine Zeichen zusammen sprechen dafür",
        fr: "beaucoup de petits signes réunis parlent pour lui",
        es: "muchas señales pequeñas juntas hablan a su favor",
        pt: "muitos sinais pequenos juntos falam a seu favor"
    }
    /// Below the reasons, where they are weak.
    CloseCall {
        en: "It was close: a little less, and the next had come first.",
        de: "Es war knapp: Etwas weniger, und das zweite stünde vorn.",
        fr: "C’était serré : un peu moins, et le suivant passait devant.",
        es: "Fue por poco: algo menos y el siguiente iría primero.",
        pt: "Foi por pouco: um pouco menos e o seguinte viria primeiro."
    }
    /// Before other values of an answer that contradict the first.
    AlsoDiffer {
        en: "Shown beside it, because they cannot all be true:",
        de: "Daneben gezeigt, denn sie können nicht alle stimmen:",
        fr: "Montrés à côté, car ils ne peuvent pas être tous vrais :",
        es: "Se muestran al lado, porque no pueden ser todos ciertos:",
        pt: "Mostrados ao lado, porque não podem ser todos verdadeiros:"
    }
    /// … and before those that do not.
    AlsoShown {
        en: "Shown beside it, because each may answer:",
        de: "Daneben gezeigt, denn jedes kann antworten:",
        fr: "Montrés à côté, car chacun peut répondre :",
        es: "Se muestran al lado, porque cada uno puede responder:",
        pt: "Mostrados ao lado, porque cada um pode responder:"
    }
    /// Before the confidence.
    HowSure {
        en: "How sure:",
        de: "Wie sicher:",
        fr: "À quel point c’est sûr :",
        es: "Qué tan seguro:",
        pt: "Quão certo:"
    }
    /// A confidence. {0}: a whole number of percent.
    Measured {
        en: "about {0} %. Of a hundred answers that I give with that much confidence, about {0} were right when it was measured, on other articles.",
        de: "etwa {0} %. Von hundert Antworten, die ich so sicher gebe, waren etwa {0} richtig, als das gemessen wurde, an anderen Artikeln.",
        fr: "environ {0} %. Sur cent réponses données avec cette certitude, environ {0} étaient justes quand cela a été mesuré, sur d’autres articles.",
        es: "cerca del {0} %. De cien respuestas dadas con esa seguridad, unas {0} eran correctas cuando se midió, con otros artículos.",
        pt: "cerca de {0} %. De cem respostas dadas com essa certeza, umas {0} estavam certas quando isso foi medido, em outros artigos."
    }
    /// A ground for it. {0}: the ground.
    ForIt {
        en: "For it: {0}.",
        de: "Dafür: {0}.",
        fr: "Pour : {0}.",
        es: "A favor: {0}.",
        pt: "A favor: {0}."
    }
    /// A ground against it. {0}: the ground.
    AgainstIt {
        en: "Against it: {0}.",
        de: "Dagegen: {0}.",
        fr: "Contre : {0}.",
        es: "En contra: {0}.",
        pt: "Contra: {0}."
    }
    /// A ground.
    GroundAlone {
        en: "hardly anything else that was read competes with it",
        de: "kaum etwas anderes, das gelesen wurde, macht es ihm streitig",
        fr: "presque rien d’autre de ce qui a été lu ne lui fait concurrence",
        es: "casi nada más de lo leído compite con ello",
        pt: "quase nada mais do que foi lido compete com ele"
    }
    /// A ground.
    GroundRivals {
        en: "other words that were read come close to it",
        de: "andere Worte, die gelesen wurden, kommen ihm nahe",
        fr: "d’autres mots qui ont été lus s’en approchent",
        es: "otras palabras leídas se le acercan",
        pt: "outras palavras lidas chegam perto dele"
    }
    /// A ground.
    GroundSentence {
        en: "its sentence says most of what was asked",
        de: "sein Satz sagt das meiste von dem, was gefragt war",
        fr: "sa phrase dit l’essentiel de ce qui était demandé",
        es: "su frase dice la mayor parte de lo preguntado",
        pt: "a sua frase diz a maior parte do que foi perguntado"
    }
    /// A ground.
    GroundSentenceLacks {
        en: "its sentence says little of what was asked",
        de: "sein Satz sagt wenig von dem, was gefragt war",
        fr: "sa phrase dit peu de ce qui était demandé",
        es: "su frase dice poco de lo preguntado",
        pt: "a sua frase diz pouco do que foi perguntado"
    }
    /// A ground.
    GroundPassage {
        en: "its passage says most of what was asked",
        de: "seine Stelle sagt das meiste von dem, was gefragt war",
        fr: "son passage dit l’essentiel de ce qui était demandé",
        es: "su pasaje dice la mayor parte de lo preguntado",
        pt: "o seu trecho diz a maior parte do que foi perguntado"
    }
    /// A ground.
    GroundPassageLacks {
        en: "its passage says little of what was asked",
        de: "seine Stelle sagt wenig von dem, was gefragt war",
        fr: "son passage dit peu de ce qui était demandé",
        es: "su pasaje dice poco de lo preguntado",
        pt: "o seu trecho diz pouco do que foi perguntado"
    }
    /// A ground.
    GroundNames {
        en: "in its passage I miss a name or a number that was asked about",
        de: "in seiner Stelle fehlt mir ein Name oder eine Zahl, nach der gefragt war",
        fr: "dans son passage il me manque un nom ou un nombre demandé",
        es: "en su pasaje echo en falta un nombre o un número por el que se preguntó",
        pt: "no seu trecho sinto falta de um nome ou número sobre o qual se perguntou"
    }
    /// A ground.
    GroundWeighty {
        en: "in its passage I miss one of the words that were asked about",
        de: "in seiner Stelle fehlt mir eines der Worte, nach denen gefragt war",
        fr: "dans son passage il me manque un des mots demandés",
        es: "en su pasaje echo en falta una de las palabras por las que se preguntó",
        pt: "no seu trecho sinto falta de uma das palavras sobre as quais se perguntou"
    }
    /// A ground. {0}: words of the question.
    GroundUnknown {
        en: "no article has {0}, nor another word that I know for it",
        de: "kein Artikel hat {0} oder ein anderes Wort dafür, das ich kenne",
        fr: "aucun article n’a {0}, ni un autre mot que je connaisse pour cela",
        es: "ningún artículo tiene {0} ni otra palabra que yo conozca para ello",
        pt: "nenhum artigo tem {0} nem outra palavra que eu conheça para isso"
    }
    /// A ground.
    GroundNetwork {
        en: "the network finds an answer in these words",
        de: "das Netz findet in diesen Worten eine Antwort",
        fr: "le réseau trouve une réponse dans ces mots",
        es: "la red encuentra una respuesta en estas palabras",
        pt: "a rede encontra uma resposta nestas palavras"
    }
    /// A ground.
    GroundNetworkDoubts {
        en: "the network would sooner say that its passage does not answer",
        de: "das Netz würde eher sagen, dass seine Stelle nicht antwortet",
        fr: "le réseau dirait plutôt que son passage ne répond pas",
        es: "la red diría más bien que su pasaje no responde",
        pt: "a rede diria antes que o seu trecho não responde"
    }
    /// Before the reason of no answer.
    NoAnswerBecause {
        en: "No answer, because",
        de: "Keine Antwort, denn",
        fr: "Pas de réponse, car",
        es: "Sin respuesta, porque",
        pt: "Sem resposta, porque"
    }
    /// A reason of no answer.
    BecauseNoWord {
        en: "no passage has any word of the question.",
        de: "keine Stelle hat ein Wort der Frage.",
        fr: "aucun passage n’a un mot de la question.",
        es: "ningún pasaje tiene una palabra de la pregunta.",
        pt: "nenhum trecho tem uma palavra da pergunta."
    }
    /// A reason of no answer. {0}: parts of the question, in quotation marks.
    BecauseUnsupported {
        en: "what comes closest says nothing of {0}.",
        de: "was am nächsten kommt, sagt nichts über {0}.",
        fr: "ce qui s’en approche le plus ne dit rien de {0}.",
        es: "lo que más se acerca no dice nada de {0}.",
        pt: "o que chega mais perto não diz nada sobre {0}."
    }
    /// A reason of no answer. {0}: the source.
    BecauseNoSource {
        en: "none of the articles is from “{0}”, and none cites it.",
        de: "kein Artikel ist von „{0}“, und keiner zitiert es.",
        fr: "aucun article ne vient de « {0} », et aucun ne le cite.",
        es: "ningún artículo es de «{0}» y ninguno lo cita.",
        pt: "nenhum artigo é de “{0}”, e nenhum o cita."
    }
    /// A reason of no answer. {0}: percent of the best, {1}: percent from which answers are given.
    BecauseUnsure {
        en: "the best that was found is right with a chance of about {0} %. I answer from about {1} %: with less, I was wrong too often when it was measured.",
        de: "das Beste, was gefunden wurde, stimmt mit etwa {0} % Wahrscheinlichkeit. Ich antworte ab etwa {1} %: Darunter lag ich zu oft falsch, als das gemessen wurde.",
        fr: "le meilleur trouvé est juste avec une chance d’environ {0} %. Je réponds à partir d’environ {1} % : en dessous, je me trompais trop souvent quand cela a été mesuré.",
        es: "lo mejor encontrado es correcto con una probabilidad de cerca del {0} %. Respondo a partir de cerca del {1} %: con menos, me equivocaba demasiado cuando se midió.",
        pt: "o melhor encontrado está certo com chance de cerca de {0} %. Respondo a partir de cerca de {1} %: com menos, errei demais quando isso foi medido."
    }
    /// Below it. {0}: words of the question.
    NearestLacks {
        en: "In the nearest sentence I do not recognise {0}.",
        de: "Im nächsten Satz erkenne ich {0} nicht.",
        fr: "Dans la phrase la plus proche je ne reconnais pas {0}.",
        es: "En la frase más cercana no reconozco {0}.",
        pt: "Na frase mais próxima não reconheço {0}."
    }
    /// Where the words of the next stand.
    SameSentence {
        en: "in the same sentence",
        de: "im selben Satz",
        fr: "dans la même phrase",
        es: "en la misma frase",
        pt: "na mesma frase"
    }
    /// A button, and what stands above the form that it opens; at most 45 characters.
    NoteAdd {
        en: "Add a note",
        de: "Notiz dazu",
        fr: "Ajouter une note",
        es: "Añadir una nota",
        pt: "Adicionar uma nota"
    }
    /// What the form asks; at most 45 characters.
    NoteAsk {
        en: "What would have been right?",
        de: "Was wäre richtig gewesen?",
        fr: "Qu’est-ce qui aurait été juste ?",
        es: "¿Qué habría sido correcto?",
        pt: "O que teria sido certo?"
    }
    /// What stands in its field while it is empty; at most 100 characters.
    NoteHint {
        en: "Kept without your name, beside the question and the answer. It may stay empty.",
        de: "Wird ohne deinen Namen bei Frage und Antwort aufgehoben. Darf leer bleiben.",
        fr: "Gardé sans votre nom, avec la question et la réponse. Peut rester vide.",
        es: "Se guarda sin tu nombre, con la pregunta y la respuesta. Puede quedar vacío.",
        pt: "Guardado sem o seu nome, com a pergunta e a resposta. Pode ficar vazio."
    }
    /// To a note that was kept.
    NoteKept {
        en: "Thank you. Your note is kept beside the vote, without your name.",
        de: "Danke. Deine Notiz ist bei der Stimme aufgehoben, ohne deinen Namen.",
        fr: "Merci. Votre note est gardée avec le vote, sans votre nom.",
        es: "Gracias. Tu nota se guarda junto al voto, sin tu nombre.",
        pt: "Obrigado. A sua nota fica guardada com o voto, sem o seu nome."
    }
    /// To a note without words.
    NoteEmpty {
        en: "There were no words in that note, so none was added. Your vote stands.",
        de: "In dieser Notiz standen keine Worte, also kam keine dazu. Deine Stimme gilt.",
        fr: "Cette note était vide, donc rien n’a été ajouté. Votre vote reste.",
        es: "Esa nota no tenía palabras, así que no se añadió nada. Tu voto sigue en pie.",
        pt: "Essa nota não tinha palavras, então nada foi acrescentado. O seu voto vale."
    }
    /// To a note on a vote that was wiped.
    NoteLate {
        en: "The vote that this note belongs to is not kept any more, so the note is not kept either.",
        de: "Die Stimme, zu der diese Notiz gehört, ist nicht mehr da, also wird auch die Notiz nicht aufgehoben.",
        fr: "Le vote auquel cette note se rapporte n’est plus gardé, donc la note ne l’est pas non plus.",
        es: "El voto al que pertenece esta nota ya no se guarda, así que la nota tampoco.",
        pt: "O voto a que esta nota pertence já não está guardado, então a nota também não."
    }
    /// Over a server's settings.
    SettingsOf {
        en: "**Settings of this server**",
        de: "**Einstellungen dieses Servers**",
        fr: "**Paramètres de ce serveur**",
        es: "**Ajustes de este servidor**",
        pt: "**Configurações deste servidor**"
    }
    /// Where no channel is named.
    SettingsAllChannels {
        en: "- Channels: I answer in all of them.",
        de: "- Kanäle: Ich antworte in allen.",
        fr: "- Salons : je réponds dans tous.",
        es: "- Canales: respondo en todos.",
        pt: "- Canais: respondo em todos."
    }
    /// Where some are. {0}: the channels.
    SettingsChannels {
        en: "- Channels: I answer in {0} and their threads.",
        de: "- Kanäle: Ich antworte in {0} und ihren Threads.",
        fr: "- Salons : je réponds dans {0} et leurs fils.",
        es: "- Canales: respondo en {0} y sus hilos.",
        pt: "- Canais: respondo em {0} e nos seus tópicos."
    }
    /// Where commands are answered for all to see.
    SettingsPublic {
        en: "- Commands: answered where all can see it.",
        de: "- Befehle: beantwortet, wo es alle sehen.",
        fr: "- Commandes : réponses visibles par tous.",
        es: "- Comandos: respuestas a la vista de todos.",
        pt: "- Comandos: respostas à vista de todos."
    }
    /// Where only who sends them sees the answer.
    SettingsPrivate {
        en: "- Commands: answered to who sends them alone. Mentions are still answered where all can see it.",
        de: "- Befehle: nur für die beantwortet, die sie senden. Erwähnungen beantworte ich weiter, wo es alle sehen.",
        fr: "- Commandes : réponses visibles par qui les envoie seulement. Je réponds encore aux mentions devant tous.",
        es: "- Comandos: respuestas solo para quien los envía. A las menciones respondo aún a la vista de todos.",
        pt: "- Comandos: respostas só para quem os envia. Às menções ainda respondo à vista de todos."
    }
    /// Where the server has no rate of its own.
    SettingsNoRate {
        en: "- Rate: no limit of this server’s own.",
        de: "- Rate: keine eigene Grenze dieses Servers.",
        fr: "- Rythme : aucune limite propre à ce serveur.",
        es: "- Ritmo: sin límite propio de este servidor.",
        pt: "- Ritmo: sem limite próprio deste servidor."
    }
    /// Where it has one. {0}: questions a minute.
    SettingsRate {
        en: "- Rate: {0} a minute for the whole server, or fewer where whoever runs me says so.",
        de: "- Rate: {0} pro Minute für den ganzen Server, oder weniger, wenn es so festlegt, wer mich betreibt.",
        fr: "- Rythme : {0} par minute pour tout le serveur, ou moins si qui me fait tourner le décide.",
        es: "- Ritmo: {0} por minuto para todo el servidor, o menos si quien me opera lo decide.",
        pt: "- Ritmo: {0} por minuto para todo o servidor, ou menos se quem me opera assim decidir."
    }
    /// Where each user has their own language.
    SettingsNoLanguage {
        en: "- Language: each user’s own.",
        de: "- Sprache: die eigene von jedem.",
        fr: "- Langue : celle de chacun.",
        es: "- Idioma: el de cada usuario.",
        pt: "- Idioma: o de cada usuário."
    }
    /// Where the server has one. {0}: its name.
    SettingsLanguage {
        en: "- Language: {0}.",
        de: "- Sprache: {0}.",
        fr: "- Langue : {0}.",
        es: "- Idioma: {0}.",
        pt: "- Idioma: {0}."
    }
    /// Where the server is answered from all articles.
    SettingsAllArticles {
        en: "- Articles: I answer from all of them.",
        de: "- Artikel: Ich antworte aus allen.",
        fr: "- Articles : je réponds d’après tous.",
        es: "- Artículos: respondo con todos.",
        pt: "- Artigos: respondo com todos."
    }
    /// Where it is answered from a folder. {0}: the folder.
    SettingsArticles {
        en: "- Articles: I answer from those in “{0}” alone.",
        de: "- Artikel: Ich antworte nur aus denen in „{0}“.",
        fr: "- Articles : je ne réponds que d’après ceux de « {0} ».",
        es: "- Artículos: respondo solo con los de «{0}».",
        pt: "- Artigos: respondo só com os de “{0}”."
    }
    /// Where that folder holds none. {0}: the folder.
    SettingsArticlesGone {
        en: "- Articles: I answer from those in “{0}” alone, and there are none now.",
        de: "- Artikel: Ich antworte nur aus denen in „{0}“, und dort sind gerade keine.",
        fr: "- Articles : je ne réponds que d’après ceux de « {0} », et il n’y en a aucun en ce moment.",
        es: "- Artículos: respondo solo con los de «{0}», y ahora no hay ninguno.",
        pt: "- Artigos: respondo só com os de “{0}”, e lá não há nenhum agora."
    }
    /// Where a channel is answered from all articles. {0}: the channel.
    SettingsAllArticlesIn {
        en: "- In {0} I answer from all articles.",
        de: "- In {0} antworte ich aus allen Artikeln.",
        fr: "- Dans {0}, je réponds d’après tous les articles.",
        es: "- En {0} respondo con todos los artículos.",
        pt: "- Em {0} respondo com todos os artigos."
    }
    /// Where channels are answered from a folder. {0}: the folder, {1}: the channels.
    SettingsArticlesIn {
        en: "- In {1} and threads there: from articles in “{0}” alone.",
        de: "- In {1} und Threads dort: nur aus Artikeln in „{0}“.",
        fr: "- Dans {1} et leurs fils : d’après les articles de « {0} » seulement.",
        es: "- En {1} y sus hilos: solo con los artículos de «{0}».",
        pt: "- Em {1} e nos tópicos de lá: só com os artigos de “{0}”."
    }
    /// Where that folder holds none. {0}: the folder, {1}: the channels.
    SettingsArticlesInGone {
        en: "- In {1} and threads there: from articles in “{0}” alone, and there are none now.",
        de: "- In {1} und Threads dort: nur aus Artikeln in „{0}“, und dort sind gerade keine.",
        fr: "- Dans {1} et leurs fils : d’après les articles de « {0} » seulement, et il n’y en a aucun en ce moment.",
        es: "- En {1} y sus hilos: solo con los artículos de «{0}», y ahora no hay ninguno.",
        pt: "- Em {1} e nos tópicos de lá: só com os artigos de “{0}”, e lá não há nenhum agora."
    }
    /// Below as many of them as there is room for. {0}: how many channels more.
    SettingsArticlesMore {
        en: "- And {0} more channels have articles of their own: {/settings} with `channel` shows those of one.",
        de: "- Und {0} weitere Kanäle haben eigene Artikel: {/settings} mit `kanal` zeigt die von einem.",
        fr: "- Et {0} autres salons ont leurs propres articles : {/settings} avec `salon` montre ceux d’un salon.",
        es: "- Y {0} canales más tienen artículos propios: {/settings} con `canal` muestra los de uno.",
        pt: "- E mais {0} canais têm artigos próprios: {/settings} com `canal` mostra os de um."
    }
    /// To a folder that is not there. {0}: what it was called, {1}: the folders there are.
    SettingsNoFolder {
        en: "There is no folder “{0}” with articles, so nothing was changed. Pick one of these, or “all articles”: {1}",
        de: "Es gibt keinen Ordner „{0}“ mit Artikeln, also wurde nichts geändert. Nimm einen von diesen, oder „alle Artikel“: {1}",
        fr: "Il n’y a pas de dossier « {0} » avec des articles, donc rien n’a changé. Choisissez l’un de ceux-ci, ou « tous les articles » : {1}",
        es: "No hay ninguna carpeta «{0}» con artículos, así que nada cambió. Elige una de estas, o «todos los artículos»: {1}",
        pt: "Não há nenhuma pasta “{0}” com artigos, então nada mudou. Escolha uma destas, ou “todos os artigos”: {1}"
    }
    /// Where there are no folders. {0}: what it was called.
    SettingsNoFolders {
        en: "There is no folder “{0}”: the articles are in no folders at all, so nothing was changed. Whoever runs me can put them into some.",
        de: "Es gibt keinen Ordner „{0}“: Die Artikel liegen in gar keinen Ordnern, also wurde nichts geändert. Wer mich betreibt, kann sie in welche legen.",
        fr: "Il n’y a pas de dossier « {0} » : les articles ne sont rangés dans aucun dossier, donc rien n’a changé. Qui me fait tourner peut en créer.",
        es: "No hay ninguna carpeta «{0}»: los artículos no están en carpetas, así que nada cambió. Quien me opera puede ponerlos en algunas.",
        pt: "Não há nenhuma pasta “{0}”: os artigos não estão em pastas, então nada mudou. Quem me opera pode colocá-los em algumas."
    }
    /// To more channels with a folder than can be. {0}: how many.
    SettingsFoldersFull {
        en: "{0} channels at most can have articles of their own, so nothing was changed. Give one of them back with “all articles” first, or set a folder for the whole server.",
        de: "Höchstens {0} Kanäle können eigene Artikel haben, also wurde nichts geändert. Gib erst einem „alle Artikel“ zurück, oder leg einen Ordner für den ganzen Server fest.",
        fr: "{0} salons au plus peuvent avoir leurs propres articles, donc rien n’a changé. Rendez d’abord « tous les articles » à l’un d’eux, ou fixez un dossier pour tout le serveur.",
        es: "Como mucho {0} canales pueden tener artículos propios, así que nada cambió. Devuelve antes «todos los artículos» a uno, o fija una carpeta para todo el servidor.",
        pt: "No máximo {0} canais podem ter artigos próprios, então nada mudou. Devolva antes “todos os artigos” a um, ou defina uma pasta para o servidor inteiro."
    }
    /// Where the folder that is to be answered from holds no article. {0}: the folder.
    PartGone {
        en: "Here I answer from the articles in “{0}”, and there are none now, so I cannot answer. Who manages this server can choose others with {/settings}; whoever runs me can put articles there.",
        de: "Hier antworte ich aus den Artikeln in „{0}“, und dort sind gerade keine, also kann ich nicht antworten. Wer diesen Server verwaltet, kann mit {/settings} andere wählen; wer mich betreibt, kann dort welche ablegen.",
        fr: "Ici je réponds d’après les articles de « {0} », et il n’y en a aucun en ce moment : je ne peux pas répondre. Qui gère ce serveur peut en choisir d’autres avec {/settings} ; qui me fait tourner peut y en mettre.",
        es: "Aquí respondo con los artículos de «{0}», y ahora no hay ninguno, así que no puedo responder. Quien gestiona este servidor puede elegir otros con {/settings}; quien me opera puede poner artículos allí.",
        pt: "Aqui respondo com os artigos de “{0}”, e lá não há nenhum agora, então não posso responder. Quem gerencia este servidor pode escolher outros com {/settings}; quem me opera pode colocar artigos lá."
    }
    /// To a change of settings.
    SettingsKept {
        en: "Kept; it holds from now on.",
        de: "Gespeichert; es gilt ab jetzt.",
        fr: "Enregistré ; c’est valable dès maintenant.",
        es: "Guardado; rige desde ahora.",
        pt: "Guardado; vale a partir de agora."
    }
    /// Where settings cannot be kept.
    SettingsUnkept {
        en: "Settings cannot be kept now, so nothing was changed. Whoever runs me finds the reason in my log.",
        de: "Einstellungen können gerade nicht gespeichert werden, also wurde nichts geändert. Wer mich betreibt, findet den Grund in meinem Protokoll.",
        fr: "Les paramètres ne peuvent pas être enregistrés en ce moment : rien n’a changé. Qui me fait tourner en trouve la raison dans mon journal.",
        es: "Ahora no se pueden guardar ajustes, así que nada cambió. Quien me opera encuentra el motivo en mi registro.",
        pt: "As configurações não podem ser guardadas agora, então nada mudou. Quem me opera encontra o motivo no meu registro."
    }
    /// To a value that cannot be. {0}: the highest rate, {1}: codes of languages.
    SettingsWrong {
        en: "One of these values cannot be, so nothing was changed: a channel is one of this server’s, a rate is a whole number from 0 to {0}, a language is one of {1}.",
        de: "Einer dieser Werte kann nicht sein, also wurde nichts geändert: Ein Kanal ist einer dieses Servers, eine Rate eine ganze Zahl von 0 bis {0}, eine Sprache eine von {1}.",
        fr: "Une de ces valeurs est impossible, donc rien n’a changé : un salon est de ce serveur, un rythme est un nombre entier de 0 à {0}, une langue est l’une de {1}.",
        es: "Uno de estos valores no puede ser, así que nada cambió: un canal es de este servidor, un ritmo es un número entero de 0 a {0}, un idioma es uno de {1}.",
        pt: "Um destes valores não pode ser, então nada mudou: um canal é deste servidor, um ritmo é um número inteiro de 0 a {0}, um idioma é um de {1}."
    }
    /// To more channels than can be named. {0}: how many.
    SettingsFull {
        en: "I can answer in {0} named channels at most, so nothing was changed. Take one off the list first, or name none for all.",
        de: "Ich kann in höchstens {0} genannten Kanälen antworten, also wurde nichts geändert. Nimm erst einen von der Liste, oder nenne keinen für alle.",
        fr: "Je peux répondre dans {0} salons nommés au plus, donc rien n’a changé. Retirez-en un d’abord, ou n’en nommez aucun pour tous.",
        es: "Puedo responder en {0} canales nombrados como mucho, así que nada cambió. Quita uno antes, o no nombres ninguno para todos.",
        pt: "Posso responder em no máximo {0} canais indicados, então nada mudou. Tire um antes, ou não indique nenhum para todos."
    }
    /// To the command in a direct message.
    SettingsDirect {
        en: "Settings belong to a server: use {/settings} there.",
        de: "Einstellungen gehören zu einem Server: Nimm {/settings} dort.",
        fr: "Les paramètres appartiennent à un serveur : utilisez {/settings} là-bas.",
        es: "Los ajustes son de un servidor: usa {/settings} allí.",
        pt: "As configurações são de um servidor: use {/settings} lá."
    }
    /// To who may not manage the server.
    SettingsManagers {
        en: "Only those who may manage this server can see and change its settings.",
        de: "Nur wer diesen Server verwalten darf, kann seine Einstellungen sehen und ändern.",
        fr: "Seules les personnes qui peuvent gérer ce serveur voient et changent ses paramètres.",
        es: "Solo quien puede gestionar este servidor ve y cambia sus ajustes.",
        pt: "Só quem pode gerenciar este servidor vê e muda as configurações dele."
    }
    /// To a command in a message that all would see.
    OnlySlash {
        en: "Please send that as a slash command, {/settings}, {/corpus} or {/privacy}: then only you see the answer.",
        de: "Sende das bitte als Slash-Befehl, {/settings}, {/corpus} oder {/privacy}: Dann siehst nur du die Antwort.",
        fr: "Envoyez cela comme commande slash, {/settings}, {/corpus} ou {/privacy} : vous seul verrez alors la réponse.",
        es: "Envía eso como comando de barra, {/settings}, {/corpus} o {/privacy}: así solo tú ves la respuesta.",
        pt: "Envie isso como comando de barra, {/settings}, {/corpus} ou {/privacy}: assim só você vê a resposta."
    }
    /// To a command in a channel that is not among those of the server. {0}: the channels.
    Elsewhere {
        en: "On this server I answer in {0}.",
        de: "Auf diesem Server antworte ich in {0}.",
        fr: "Sur ce serveur, je réponds dans {0}.",
        es: "En este servidor respondo en {0}.",
        pt: "Neste servidor respondo em {0}."
    }
    /// To a user of whom nothing is remembered.
    PrivacyNothing {
        en: "I remember nothing of you.",
        de: "Ich weiß nichts von dir.",
        fr: "Je ne me souviens de rien à votre sujet.",
        es: "No recuerdo nada de ti.",
        pt: "Não lembro nada de você."
    }
    /// To one of whom something is. {0}: questions, {1}: votes.
    PrivacyRemembered {
        en: "In memory, until I am started again or others’ questions take their place: your questions ({0}), to go on with them, and that you have voted ({1}), so that each vote counts once. None of it is stored.",
        de: "Im Arbeitsspeicher, bis ich neu gestartet werde oder die Fragen anderer an ihre Stelle treten: deine Fragen ({0}), um an sie anzuknüpfen, und dass du abgestimmt hast ({1}), damit jede Stimme einmal zählt. Nichts davon ist gespeichert.",
        fr: "En mémoire, jusqu’à mon redémarrage ou jusqu’à ce que d’autres questions les remplacent : vos questions ({0}), pour les poursuivre, et le fait que vous avez voté ({1}), pour que chaque vote compte une fois. Rien de cela n’est stocké.",
        es: "En memoria, hasta que se me reinicie o las preguntas de otros ocupen su lugar: tus preguntas ({0}), para continuar con ellas, y que has votado ({1}), para que cada voto cuente una vez. Nada de eso se almacena.",
        pt: "Na memória, até eu ser reiniciado ou as perguntas de outros tomarem o lugar: as suas perguntas ({0}), para continuá-las, e que você votou ({1}), para que cada voto conte uma vez. Nada disso é armazenado."
    }
    /// After that.
    PrivacyForget {
        en: "The option `forget` of {/privacy} deletes this now.",
        de: "Die Option `vergessen` von {/privacy} löscht das jetzt.",
        fr: "L’option `oublier` de {/privacy} efface cela maintenant.",
        es: "La opción `olvidar` de {/privacy} lo borra ahora.",
        pt: "A opção `esquecer` de {/privacy} apaga isso agora."
    }
    /// To a user who is forgotten.
    PrivacyForgotten {
        en: "Done: I remember nothing of you any more.",
        de: "Erledigt: Ich weiß nichts mehr von dir.",
        fr: "C’est fait : je ne me souviens plus de rien à votre sujet.",
        es: "Hecho: ya no recuerdo nada de ti.",
        pt: "Feito: não lembro mais nada de você."
    }
    /// What is kept about nobody.
    PrivacyVotes {
        en: "Votes and notes are kept without who gave them, where or when.",
        de: "Stimmen und Notizen werden aufgehoben, ohne von wem, wo oder wann sie kamen.",
        fr: "Les votes et les notes sont gardés sans qui les a donnés, ni où ni quand.",
        es: "Los votos y notas se guardan sin quién los dio, ni dónde ni cuándo.",
        pt: "Votos e notas são guardados sem quem os deu, nem onde nem quando."
    }
    /// To who manages a server about which nothing is kept.
    PrivacyServerNothing {
        en: "About this server nothing is kept.",
        de: "Über diesen Server ist nichts aufgehoben.",
        fr: "Rien n’est gardé sur ce serveur.",
        es: "Sobre este servidor no se guarda nada.",
        pt: "Sobre este servidor nada está guardado."
    }
    /// Before everything that is kept about a server.
    PrivacyServer {
        en: "About this server this is kept; the option `reset` of {/settings} deletes it:",
        de: "Über diesen Server ist das aufgehoben; die Option `zurücksetzen` von {/settings} löscht es:",
        fr: "Sur ce serveur, voici ce qui est gardé ; l’option `réinitialiser` de {/settings} l’efface :",
        es: "Sobre este servidor se guarda esto; la opción `restablecer` de {/settings} lo borra:",
        pt: "Sobre este servidor está guardado isto; a opção `redefinir` de {/settings} apaga:"
    }
    /// Where its articles did not fit into that.
    PrivacyServerMore {
        en: "Which articles are set is too long to be shown with it: {/settings} shows that.",
        de: "Welche Artikel eingestellt sind, ist zu lang, um hier zu stehen: {/settings} zeigt es.",
        fr: "Les articles réglés prennent trop de place ici : {/settings} les montre.",
        es: "Qué artículos están ajustados es demasiado largo para mostrarlo aquí: {/settings} lo muestra.",
        pt: "Quais artigos estão definidos é longo demais para mostrar aqui: {/settings} mostra isso."
    }
    /// Over what the articles are in. {0}: so many articles, {1}: passages.
    CorpusHolds {
        en: "**What I answer from:** {0}, {1} passages",
        de: "**Woraus ich antworte:** {0}, {1} Textstellen",
        fr: "**D’où je réponds :** {0}, {1} passages",
        es: "**De qué respondo:** {0}, {1} pasajes",
        pt: "**De que respondo:** {0}, {1} passagens"
    }
    /// Where changes of the files are taken up.
    CorpusWatched {
        en: "- Changed files are taken up within seconds.",
        de: "- Geänderte Dateien nehme ich innerhalb von Sekunden auf.",
        fr: "- Les fichiers modifiés sont repris en quelques secondes.",
        es: "- Los archivos cambiados se recogen en segundos.",
        pt: "- Arquivos mudados são lidos em segundos."
    }
    /// Where they are when somebody asks for it.
    CorpusWhenAsked {
        en: "- Changed files are taken up when somebody asks with the option `reload`, or changes something here.",
        de: "- Geänderte Dateien nehme ich auf, wenn es jemand mit der Option `neu-laden` verlangt oder hier etwas ändert.",
        fr: "- Les fichiers modifiés sont repris quand quelqu’un le demande avec l’option `recharger`, ou change quelque chose ici.",
        es: "- Los archivos cambiados se recogen cuando alguien lo pide con la opción `recargar` o cambia algo aquí.",
        pt: "- Arquivos mudados são lidos quando alguém pede com a opção `recarregar`, ou muda algo aqui."
    }
    /// Where they are not.
    CorpusUnwatched {
        en: "- Changed files are taken up when I am started again.",
        de: "- Geänderte Dateien nehme ich beim nächsten Start auf.",
        fr: "- Les fichiers modifiés sont repris à mon prochain démarrage.",
        es: "- Los archivos cambiados se recogen cuando se me reinicia.",
        pt: "- Arquivos mudados são lidos quando eu for reiniciado."
    }
    /// Where those who manage the server may change the articles.
    CorpusOpen {
        en: "- Those who may manage this server can add and remove articles.",
        de: "- Wer diesen Server verwalten darf, kann Artikel hinzufügen und entfernen.",
        fr: "- Les personnes qui peuvent gérer ce serveur peuvent ajouter et retirer des articles.",
        es: "- Quien puede gestionar este servidor puede añadir y quitar artículos.",
        pt: "- Quem pode gerenciar este servidor pode adicionar e remover artigos."
    }
    /// Where they may not. {0}: the server's id.
    CorpusClosed {
        en: "- The articles cannot be changed from this server: I answer from them elsewhere too. Whoever runs me allows it with `PULLQUOTE_CORPUS_SERVERS={0}`.",
        de: "- Von diesem Server aus können die Artikel nicht geändert werden: Ich antworte auch anderswo aus ihnen. Wer mich betreibt, erlaubt es mit `PULLQUOTE_CORPUS_SERVERS={0}`.",
        fr: "- Les articles ne peuvent pas être changés depuis ce serveur : je réponds d’après eux ailleurs aussi. Qui me fait tourner le permet avec `PULLQUOTE_CORPUS_SERVERS={0}`.",
        es: "- Los artículos no se pueden cambiar desde este servidor: respondo de ellos también en otros. Quien me opera lo permite con `PULLQUOTE_CORPUS_SERVERS={0}`.",
        pt: "- Os artigos não podem ser mudados deste servidor: respondo deles também em outros. Quem me opera permite isso com `PULLQUOTE_CORPUS_SERVERS={0}`."
    }
    /// Where all files can be used.
    CorpusSound {
        en: "- Nothing is wrong with any file.",
        de: "- Mit keiner Datei stimmt etwas nicht.",
        fr: "- Aucun fichier ne pose problème.",
        es: "- Ningún archivo tiene problemas.",
        pt: "- Nenhum arquivo tem problemas."
    }
    /// Where something is wrong with some. {0}: how many.
    CorpusFaults {
        en: "- Something is wrong with files or lines ({0}):",
        de: "- Mit Dateien oder Zeilen stimmt etwas nicht ({0}):",
        fr: "- Des fichiers ou des lignes posent problème ({0}) :",
        es: "- Hay archivos o líneas con problemas ({0}):",
        pt: "- Há arquivos ou linhas com problemas ({0}):"
    }
    /// After the first of them. {0}: how many are left.
    CorpusMoreFaults {
        en: "- … and {0} more; `pullquote check` says which.",
        de: "- … und {0} weitere; `pullquote check` sagt, welche.",
        fr: "- … et {0} de plus ; `pullquote check` dit lesquels.",
        es: "- … y {0} más; `pullquote check` dice cuáles.",
        pt: "- … e mais {0}; `pullquote check` diz quais."
    }
    /// To who has the files looked at.
    CorpusLooking {
        en: "I am looking at the files now. If something has changed, I answer from it in a moment; {/corpus} says what I answer from.",
        de: "Ich sehe mir die Dateien jetzt an. Hat sich etwas geändert, antworte ich gleich daraus; {/corpus} sagt, woraus ich antworte.",
        fr: "Je regarde les fichiers maintenant. Si quelque chose a changé, j’en tiens compte dans un instant ; {/corpus} dit d’où je réponds.",
        es: "Estoy mirando los archivos. Si algo cambió, en un momento respondo de ello; {/corpus} dice de qué respondo.",
        pt: "Estou olhando os arquivos agora. Se algo mudou, em instantes respondo disso; {/corpus} diz de que respondo."
    }
    /// To the same where nothing looks.
    CorpusUnlooked {
        en: "The files cannot be looked at while I run; they are when I am started again. Whoever runs me finds the reason in my log.",
        de: "Ich kann mir die Dateien nicht ansehen, während ich laufe, erst beim nächsten Start. Wer mich betreibt, findet den Grund in meinem Protokoll.",
        fr: "Les fichiers ne peuvent pas être regardés pendant que je tourne, mais à mon prochain démarrage. Qui me fait tourner en trouve la raison dans mon journal.",
        es: "No puedo mirar los archivos mientras funciono, sino cuando se me reinicie. Quien me opera encuentra el motivo en mi registro.",
        pt: "Não posso olhar os arquivos enquanto funciono, só quando eu for reiniciado. Quem me opera encontra o motivo no meu registro."
    }
    /// To the command in a direct message.
    CorpusDirect {
        en: "The articles are looked after from a server: use {/corpus} there.",
        de: "Um die Artikel kümmert man sich von einem Server aus: Nimm {/corpus} dort.",
        fr: "On s’occupe des articles depuis un serveur : utilisez {/corpus} là-bas.",
        es: "De los artículos se cuida desde un servidor: usa {/corpus} allí.",
        pt: "Dos artigos se cuida a partir de um servidor: use {/corpus} lá."
    }
    /// To who may not manage the server.
    CorpusManagers {
        en: "Only those who may manage this server can look after the articles.",
        de: "Nur wer diesen Server verwalten darf, kann sich um die Artikel kümmern.",
        fr: "Seules les personnes qui peuvent gérer ce serveur peuvent s’occuper des articles.",
        es: "Solo quien puede gestionar este servidor puede cuidar de los artículos.",
        pt: "Só quem pode gerenciar este servidor pode cuidar dos artigos."
    }
    /// Where there is no folder to change.
    CorpusNone {
        en: "The articles cannot be changed here.",
        de: "Hier können die Artikel nicht geändert werden.",
        fr: "Les articles ne peuvent pas être changés ici.",
        es: "Aquí no se pueden cambiar los artículos.",
        pt: "Aqui os artigos não podem ser mudados."
    }
    /// To several options at once.
    CorpusWrong {
        en: "One thing at a time, so nothing was changed: fill in one of the options, or none to see what I answer from.",
        de: "Eins nach dem anderen, also wurde nichts geändert: Fülle eine der Optionen aus, oder keine, um zu sehen, woraus ich antworte.",
        fr: "Une chose à la fois, donc rien n’a changé : remplissez une des options, ou aucune pour voir d’où je réponds.",
        es: "Una cosa a la vez, así que nada cambió: rellena una de las opciones, o ninguna para ver de qué respondo.",
        pt: "Uma coisa de cada vez, então nada mudou: preencha uma das opções, ou nenhuma para ver de que respondo."
    }
    /// Over an article that is not added yet. {0}: the file's name.
    CorpusDraft {
        en: "**Not added yet:** {0}. This is how I read it:",
        de: "**Noch nicht hinzugefügt:** {0}. So lese ich es:",
        fr: "**Pas encore ajouté :** {0}. Voici comment je le lis :",
        es: "**Aún no añadido:** {0}. Así lo leo:",
        pt: "**Ainda não adicionado:** {0}. É assim que o leio:"
    }
    /// Its title. {0}: that.
    CorpusDraftTitle {
        en: "- Title: {0}",
        de: "- Titel: {0}",
        fr: "- Titre : {0}",
        es: "- Título: {0}",
        pt: "- Título: {0}"
    }
    /// Its title, where it has none. {0}: its first words.
    CorpusDraftTitleMade {
        en: "- Title: none, so its first words serve as one: {0}",
        de: "- Titel: keiner, also dienen seine ersten Wörter als einer: {0}",
        fr: "- Titre : aucun, donc ses premiers mots en tiennent lieu : {0}",
        es: "- Título: ninguno, así que sirven sus primeras palabras: {0}",
        pt: "- Título: nenhum, então servem as suas primeiras palavras: {0}"
    }
    /// Who wrote it. {0}: their name.
    CorpusDraftAuthor {
        en: "- Author: {0}",
        de: "- Autor: {0}",
        fr: "- Auteur : {0}",
        es: "- Autor: {0}",
        pt: "- Autor: {0}"
    }
    /// When it was published. {0}: as it says.
    CorpusDraftDate {
        en: "- Date: {0}",
        de: "- Datum: {0}",
        fr: "- Date : {0}",
        es: "- Fecha: {0}",
        pt: "- Data: {0}"
    }
    /// Its length. {0}: so many words.
    CorpusDraftLength {
        en: "- Length: {0}",
        de: "- Länge: {0}",
        fr: "- Longueur : {0}",
        es: "- Extensión: {0}",
        pt: "- Extensão: {0}"
    }
    /// How it begins. {0}: its first words.
    CorpusDraftBegins {
        en: "- Begins: {0}",
        de: "- Beginnt: {0}",
        fr: "- Commence : {0}",
        es: "- Empieza: {0}",
        pt: "- Começa: {0}"
    }
    /// What is wrong with it all the same. {0}: that.
    CorpusDraftFault {
        en: "- To mend: {0}",
        de: "- Zu verbessern: {0}",
        fr: "- À corriger : {0}",
        es: "- Por corregir: {0}",
        pt: "- A corrigir: {0}"
    }
    /// The button that adds it.
    ButtonAdd {
        en: "Add it",
        de: "Hinzufügen",
        fr: "Ajouter",
        es: "Añadir",
        pt: "Adicionar"
    }
    /// The button that does not.
    ButtonLeaveOut {
        en: "Leave it out",
        de: "Weglassen",
        fr: "Ne pas ajouter",
        es: "No añadir",
        pt: "Não adicionar"
    }
    /// The button that takes a change back.
    ButtonUndo {
        en: "Undo",
        de: "Rückgängig",
        fr: "Annuler",
        es: "Deshacer",
        pt: "Desfazer"
    }
    /// After an article was added. {0}: its file.
    CorpusAdded {
        en: "Added: {0}.",
        de: "Hinzugefügt: {0}.",
        fr: "Ajouté : {0}.",
        es: "Añadido: {0}.",
        pt: "Adicionado: {0}."
    }
    /// After one was not.
    CorpusLeftOut {
        en: "Left out; nothing was added.",
        de: "Weggelassen; nichts wurde hinzugefügt.",
        fr: "Laissé de côté ; rien n’a été ajouté.",
        es: "Descartado; no se añadió nada.",
        pt: "Deixado de fora; nada foi adicionado."
    }
    /// After one was removed. {0}: its file.
    CorpusRemoved {
        en: "Taken out: {0}. The file is kept, and can be put back.",
        de: "Herausgenommen: {0}. Die Datei ist aufgehoben und kann zurückgelegt werden.",
        fr: "Retiré : {0}. Le fichier est gardé et peut être remis.",
        es: "Quitado: {0}. El archivo se guarda y se puede devolver.",
        pt: "Removido: {0}. O arquivo está guardado e pode ser posto de volta."
    }
    /// After that it was added is undone. {0}: its file.
    CorpusUnadded {
        en: "Undone: {0} was added and is taken out again.",
        de: "Rückgängig gemacht: {0} war hinzugefügt und ist wieder herausgenommen.",
        fr: "Annulé : {0} avait été ajouté et est de nouveau retiré.",
        es: "Deshecho: {0} se había añadido y se ha quitado otra vez.",
        pt: "Desfeito: {0} tinha sido adicionado e foi removido de novo."
    }
    /// After that it was removed is undone. {0}: its file.
    CorpusRestored {
        en: "Undone: {0} was taken out and is back.",
        de: "Rückgängig gemacht: {0} war herausgenommen und ist wieder da.",
        fr: "Annulé : {0} avait été retiré et est de retour.",
        es: "Deshecho: {0} se había quitado y ha vuelto.",
        pt: "Desfeito: {0} tinha sido removido e voltou."
    }
    /// After a change, where it is taken up.
    CorpusSoon {
        en: "I answer accordingly in a moment.",
        de: "Ich antworte gleich danach.",
        fr: "J’en tiens compte dans un instant.",
        es: "En un momento respondo según eso.",
        pt: "Em instantes respondo de acordo."
    }
    /// After a change, where it is not.
    CorpusAtStart {
        en: "I answer accordingly when I am started again.",
        de: "Ich antworte nach dem nächsten Start danach.",
        fr: "J’en tiendrai compte à mon prochain démarrage.",
        es: "Responderé según eso cuando se me reinicie.",
        pt: "Responderei de acordo quando eu for reiniciado."
    }
    /// To a file of another kind.
    CorpusEnding {
        en: "I cannot read that kind of file. Attach one that ends in .md, .txt, .html, .htm, .pdf, .epub or .docx.",
        de: "Diese Art von Datei kann ich nicht lesen. Hänge eine an, die auf .md, .txt, .html, .htm, .pdf, .epub oder .docx endet.",
        fr: "Je ne peux pas lire ce genre de fichier. Joignez-en un qui finit par .md, .txt, .html, .htm, .pdf, .epub ou .docx.",
        es: "No puedo leer ese tipo de archivo. Adjunta uno que acabe en .md, .txt, .html, .htm, .pdf, .epub o .docx.",
        pt: "Não consigo ler esse tipo de arquivo. Anexe um que termine em .md, .txt, .html, .htm, .pdf, .epub ou .docx."
    }
    /// To a file that is too large. {0}: megabytes.
    CorpusHuge {
        en: "That file has more than {0} MB, so I did not take it. Split it into articles.",
        de: "Diese Datei hat mehr als {0} MB, also habe ich sie nicht angenommen. Teile sie in Artikel auf.",
        fr: "Ce fichier fait plus de {0} Mo, je ne l’ai donc pas pris. Divisez-le en articles.",
        es: "Ese archivo tiene más de {0} MB, así que no lo tomé. Divídelo en artículos.",
        pt: "Esse arquivo tem mais de {0} MB, então não o aceitei. Divida-o em artigos."
    }
    /// To a file that could not be had from where it was attached.
    CorpusUnfetched {
        en: "I could not get that file from Discord, so nothing was changed. Attach it again in a while.",
        de: "Ich konnte diese Datei nicht von Discord holen, also wurde nichts geändert. Hänge sie nach einer Weile noch einmal an.",
        fr: "Je n’ai pas pu obtenir ce fichier de Discord, donc rien n’a changé. Joignez-le de nouveau dans un moment.",
        es: "No pude obtener ese archivo de Discord, así que nada cambió. Adjúntalo otra vez dentro de un rato.",
        pt: "Não consegui obter esse arquivo do Discord, então nada mudou. Anexe-o de novo daqui a pouco."
    }
    /// How many feeds are followed. {0}: the number.
    CorpusFeeds {
        en: "- Feeds that I follow: {0}",
        de: "- Feeds, denen ich folge: {0}",
        fr: "- Flux que je suis : {0}",
        es: "- Fuentes web que sigo: {0}",
        pt: "- Feeds que sigo: {0}"
    }
    /// To an address from which nothing could be had. {0}: why.
    CorpusUnlinked {
        en: "I could not get an article from that address, so nothing was changed: {0}.",
        de: "Von dieser Adresse konnte ich keinen Artikel holen, also wurde nichts geändert: {0}.",
        fr: "Je n’ai pas pu obtenir d’article à cette adresse, donc rien n’a changé : {0}.",
        es: "No pude obtener un artículo de esa dirección, así que nada cambió: {0}.",
        pt: "Não consegui obter um artigo desse endereço, então nada mudou: {0}."
    }
    /// While another address is being fetched.
    CorpusFetching {
        en: "I am fetching another article right now, so I did not begin with this one. Send it again in a minute.",
        de: "Ich hole gerade einen anderen Artikel, also habe ich mit diesem nicht angefangen. Schicke ihn in einer Minute noch einmal.",
        fr: "Je suis en train de chercher un autre article, je n’ai donc pas commencé celui-ci. Renvoyez-le dans une minute.",
        es: "Ahora mismo estoy obteniendo otro artículo, así que no empecé con este. Envíalo otra vez dentro de un minuto.",
        pt: "Estou a obter outro artigo agora, então não comecei com este. Envie-o de novo daqui a um minuto."
    }
    /// To a file that cannot become an article. {0}: its name, {1}: what is wrong.
    CorpusUnusable {
        en: "{0} cannot be added: {1}.",
        de: "{0} kann nicht hinzugefügt werden: {1}.",
        fr: "{0} ne peut pas être ajouté : {1}.",
        es: "{0} no se puede añadir: {1}.",
        pt: "{0} não pode ser adicionado: {1}."
    }
    /// Where a file has that name already. {0}: the name.
    CorpusTaken {
        en: "There is a file {0} among the articles already, and I overwrite nothing, so nothing was changed. Give yours another name, or take that one out first.",
        de: "Es gibt schon eine Datei {0} unter den Artikeln, und ich überschreibe nichts, also wurde nichts geändert. Gib deiner einen anderen Namen, oder nimm jene erst heraus.",
        fr: "Il y a déjà un fichier {0} parmi les articles, et je n’écrase rien, donc rien n’a changé. Donnez un autre nom au vôtre, ou retirez d’abord celui-là.",
        es: "Ya hay un archivo {0} entre los artículos y no sobrescribo nada, así que nada cambió. Dale otro nombre al tuyo, o quita antes ese.",
        pt: "Já há um arquivo {0} entre os artigos, e não sobrescrevo nada, então nada mudou. Dê outro nome ao seu, ou remova antes aquele."
    }
    /// To a button about what is decided already.
    CorpusGone {
        en: "That has been decided on already, or it is too long ago, so nothing was changed. {/corpus} says what I answer from.",
        de: "Darüber ist schon entschieden, oder es ist zu lange her, also wurde nichts geändert. {/corpus} sagt, woraus ich antworte.",
        fr: "C’est déjà décidé, ou c’est trop ancien, donc rien n’a changé. {/corpus} dit d’où je réponds.",
        es: "Eso ya está decidido, o hace demasiado tiempo, así que nada cambió. {/corpus} dice de qué respondo.",
        pt: "Isso já foi decidido, ou faz tempo demais, então nada mudou. {/corpus} diz de que respondo."
    }
    /// Where a file is no longer what it was. {0}: its name.
    CorpusChanged {
        en: "{0} has changed since then, so I left it as it is. The option `remove` takes it out all the same.",
        de: "{0} hat sich seitdem geändert, also habe ich es gelassen, wie es ist. Die Option `entfernen` nimmt es trotzdem heraus.",
        fr: "{0} a changé depuis, je l’ai donc laissé tel quel. L’option `retirer` le retire quand même.",
        es: "{0} ha cambiado desde entonces, así que lo dejé como está. La opción `quitar` lo quita de todos modos.",
        pt: "{0} mudou desde então, então o deixei como está. A opção `remover` o remove mesmo assim."
    }
    /// To an article that is a line among others. {0}: the file.
    CorpusLine {
        en: "That article is a line of {0}, and I take out whole files only, so nothing was changed. Whoever looks after that file can delete the line.",
        de: "Dieser Artikel ist eine Zeile von {0}, und ich nehme nur ganze Dateien heraus, also wurde nichts geändert. Wer sich um diese Datei kümmert, kann die Zeile löschen.",
        fr: "Cet article est une ligne de {0}, et je ne retire que des fichiers entiers, donc rien n’a changé. Qui s’occupe de ce fichier peut effacer la ligne.",
        es: "Ese artículo es una línea de {0} y solo quito archivos enteros, así que nada cambió. Quien cuida ese archivo puede borrar la línea.",
        pt: "Esse artigo é uma linha de {0}, e só removo arquivos inteiros, então nada mudou. Quem cuida desse arquivo pode apagar a linha."
    }
    /// To a file that is not there. {0}: its name.
    CorpusMissing {
        en: "{0} is not among the articles any more, or is no plain file there, so nothing was changed. The option `reload` has me look again.",
        de: "{0} ist nicht mehr unter den Artikeln oder dort keine gewöhnliche Datei, also wurde nichts geändert. Mit der Option `neu-laden` sehe ich noch einmal nach.",
        fr: "{0} n’est plus parmi les articles, ou n’y est pas un fichier ordinaire, donc rien n’a changé. Avec l’option `recharger`, je regarde de nouveau.",
        es: "{0} ya no está entre los artículos, o no es allí un archivo normal, así que nada cambió. Con la opción `recargar` miro de nuevo.",
        pt: "{0} já não está entre os artigos, ou não é lá um arquivo comum, então nada mudou. Com a opção `recarregar` olho de novo."
    }
    /// Where the disk refuses. {0}: why, in the system's words.
    CorpusUnwritten {
        en: "I could not write that ({0}), so nothing was changed. Whoever runs me must let me write to the folder of articles and to PULLQUOTE_DATA, and leave room there.",
        de: "Ich konnte das nicht schreiben ({0}), also wurde nichts geändert. Wer mich betreibt, muss mich in den Ordner der Artikel und in PULLQUOTE_DATA schreiben lassen und dort Platz lassen.",
        fr: "Je n’ai pas pu écrire cela ({0}), donc rien n’a changé. Qui me fait tourner doit me laisser écrire dans le dossier des articles et dans PULLQUOTE_DATA, et y laisser de la place.",
        es: "No pude escribir eso ({0}), así que nada cambió. Quien me opera debe dejarme escribir en la carpeta de artículos y en PULLQUOTE_DATA, y dejar espacio allí.",
        pt: "Não consegui escrever isso ({0}), então nada mudou. Quem me opera deve deixar-me escrever na pasta de artigos e em PULLQUOTE_DATA, e deixar espaço lá."
    }
    /// Where there is nothing to take back.
    CorpusNothing {
        en: "Nothing was added or removed that could be undone.",
        de: "Es wurde nichts hinzugefügt oder entfernt, das rückgängig gemacht werden könnte.",
        fr: "Rien n’a été ajouté ni retiré qui puisse être annulé.",
        es: "No se añadió ni quitó nada que se pueda deshacer.",
        pt: "Nada foi adicionado ou removido que possa ser desfeito."
    }
}
