//! Everything that the bot says, in every language: one table.
//!
//! `{0}`, `{1}` are filled in; `{/ask}` becomes the command's name in that language. A phrase that lacks
//! a language does not compile.

use super::Language;

macro_rules! phrases {
    ($($(#[$doc:meta])* $name:ident { $en:literal, $de:literal, $fr:literal, $es:literal, $pt:literal })*) => {
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
        "about" => Phrase::CommandAbout,
        _ => Phrase::CommandHelp,
    };
    name.text(language)
}

phrases! {
    /// The command that asks, as it is typed.
    CommandAsk {
        "ask",
        "fragen",
        "demander",
        "preguntar",
        "perguntar"
    }
    /// What it does.
    CommandAskAbout {
        "Ask the articles a question; the answer is quoted word for word",
        "Stell den Artikeln eine Frage; die Antwort ist wörtlich zitiert",
        "Posez une question aux articles ; la réponse est citée mot pour mot",
        "Haz una pregunta a los artículos; la respuesta se cita palabra por palabra",
        "Faça uma pergunta aos artigos; a resposta é citada palavra por palavra"
    }
    /// The command that lists the articles.
    CommandSources {
        "sources",
        "quellen",
        "sources",
        "fuentes",
        "fontes"
    }
    /// What it does.
    CommandSourcesAbout {
        "List the articles that answers come from",
        "Zeigt die Artikel, aus denen die Antworten kommen",
        "Liste les articles dont viennent les réponses",
        "Lista los artículos de los que salen las respuestas",
        "Lista os artigos de onde vêm as respostas"
    }
    /// The command that shows one article.
    CommandSource {
        "source",
        "quelle",
        "source",
        "fuente",
        "fonte"
    }
    /// What it does.
    CommandSourceAbout {
        "Show one article: who wrote it, when, how long it is, how it begins",
        "Zeigt einen Artikel: von wem, von wann, wie lang, wie er beginnt",
        "Montre un article : auteur, date, longueur, début",
        "Muestra un artículo: autor, fecha, longitud y comienzo",
        "Mostra um artigo: autor, data, tamanho e começo"
    }
    /// The command that finds passages.
    CommandSearch {
        "search",
        "suchen",
        "chercher",
        "buscar",
        "buscar"
    }
    /// What it does.
    CommandSearchAbout {
        "Find the passages that speak of something",
        "Findet die Stellen, die von etwas sprechen",
        "Trouve les passages qui parlent de quelque chose",
        "Encuentra los pasajes que hablan de algo",
        "Encontra os trechos que falam de algo"
    }
    /// The command that explains the bot.
    CommandHelp {
        "help",
        "hilfe",
        "aide",
        "ayuda",
        "ajuda"
    }
    /// What it does.
    CommandHelpAbout {
        "What this bot does and how to ask",
        "Was dieser Bot kann und wie man fragt",
        "Ce que fait ce bot et comment demander",
        "Qué hace este bot y cómo preguntar",
        "O que este bot faz e como perguntar"
    }
    /// The command that tells what the bot runs on.
    CommandAbout {
        "about",
        "info",
        "apropos",
        "acerca",
        "sobre"
    }
    /// What it does.
    CommandAboutAbout {
        "Version, articles, and when they were indexed",
        "Version, Artikel und wann sie eingelesen wurden",
        "Version, articles, et quand ils ont été indexés",
        "Versión, artículos y cuándo se indexaron",
        "Versão, artigos e quando foram indexados"
    }
    /// The entry in a message's menu.
    CommandAskMessage {
        "Ask the archive",
        "Das Archiv fragen",
        "Demander aux archives",
        "Preguntar al archivo",
        "Perguntar ao arquivo"
    }
    /// The option that holds the question.
    OptionQuestion {
        "question",
        "frage",
        "question",
        "pregunta",
        "pergunta"
    }
    /// What it is for.
    OptionQuestionAbout {
        "What do you want to know?",
        "Was möchtest du wissen?",
        "Que voulez-vous savoir ?",
        "¿Qué quieres saber?",
        "O que você quer saber?"
    }
    /// The option that holds a source.
    OptionSource {
        "source",
        "quelle",
        "source",
        "fuente",
        "fonte"
    }
    /// What it is for.
    OptionSourceAbout {
        "Answer from one article or publisher only",
        "Nur aus einem Artikel oder von einem Herausgeber",
        "Répondre d’après un seul article ou éditeur",
        "Responder solo con un artículo o un medio",
        "Responder só com um artigo ou veículo"
    }
    /// What the option `source` is for where it is the article shown.
    OptionArticleAbout {
        "Which article",
        "Welcher Artikel",
        "Quel article",
        "Qué artículo",
        "Qual artigo"
    }
    /// The option that hides the answer from others.
    OptionPrivate {
        "private",
        "privat",
        "privé",
        "privado",
        "privado"
    }
    /// What it is for.
    OptionPrivateAbout {
        "Show the answer only to you",
        "Die Antwort nur dir zeigen",
        "Ne montrer la réponse qu’à vous",
        "Mostrar la respuesta solo a ti",
        "Mostrar a resposta só para você"
    }
    /// The option that holds a page's number.
    OptionPage {
        "page",
        "seite",
        "page",
        "página",
        "página"
    }
    /// What it is for.
    OptionPageAbout {
        "Which page of the list",
        "Welche Seite der Liste",
        "Quelle page de la liste",
        "Qué página de la lista",
        "Qual página da lista"
    }
    /// The option that holds words to find.
    OptionWords {
        "words",
        "worte",
        "mots",
        "palabras",
        "palavras"
    }
    /// What it is for.
    OptionWordsAbout {
        "What to look for",
        "Wonach gesucht wird",
        "Ce qu’il faut chercher",
        "Qué buscar",
        "O que procurar"
    }
    /// What the bot does. {0}: so many articles.
    Help {
        "I answer questions about {0} with their own words, and say where they stand. I write no fact of my own: when the articles don’t say, I say that.\n- Mention me with a question, send it to me directly, or use {/ask}. On somebody’s message: *Apps*, then *Ask the archive*.\n- Go on by replying to my answer: *and when?*\n- Limit it to a source: *according to …*, or the option `source` of {/ask}.\n- {/sources} lists the articles, {/source} shows one, {/search} finds passages, {/about} says what I run on.",
        "Ich beantworte Fragen zu {0} mit deren eigenen Worten und sage, wo sie stehen. Von mir aus behaupte ich nichts: Steht es nicht in den Artikeln, dann sage ich das.\n- Erwähne mich mit einer Frage, schick sie mir direkt oder nimm {/ask}. Zu einer Nachricht: *Apps*, dann *Das Archiv fragen*.\n- Frag weiter, indem du auf meine Antwort antwortest: *and when?*\n- Auf eine Quelle beschränken: *according to …* oder die Option `quelle` von {/ask}.\n- {/sources} zeigt die Artikel, {/source} einen davon, {/search} findet Stellen, {/about} sagt, womit ich arbeite.",
        "Je réponds aux questions sur {0} avec leurs propres mots, et je dis où ils se trouvent. Je n’affirme rien moi-même : si les articles ne le disent pas, je le dis.\n- Mentionnez-moi avec une question, envoyez-la-moi en privé, ou utilisez {/ask}. Sur un message : *Applications*, puis *Demander aux archives*.\n- Continuez en répondant à ma réponse : *and when?*\n- Limitez à une source : *according to …*, ou l’option `source` de {/ask}.\n- {/sources} liste les articles, {/source} en montre un, {/search} trouve des passages, {/about} dit sur quoi je m’appuie.",
        "Respondo preguntas sobre {0} con sus propias palabras y digo dónde están. No afirmo nada por mi cuenta: si los artículos no lo dicen, lo digo.\n- Mencióname con una pregunta, envíamela por privado o usa {/ask}. En un mensaje: *Aplicaciones* y *Preguntar al archivo*.\n- Sigue respondiendo a mi respuesta: *and when?*\n- Limítalo a una fuente: *according to …*, o la opción `fuente` de {/ask}.\n- {/sources} lista los artículos, {/source} muestra uno, {/search} busca pasajes, {/about} dice con qué trabajo.",
        "Respondo perguntas sobre {0} com as palavras deles e digo onde estão. Não afirmo nada por conta própria: se os artigos não dizem, eu digo isso.\n- Mencione-me com uma pergunta, envie-a por mensagem direta ou use {/ask}. Em uma mensagem: *Aplicativos*, depois *Perguntar ao arquivo*.\n- Continue respondendo à minha resposta: *and when?*\n- Limite a uma fonte: *according to …*, ou a opção `fonte` de {/ask}.\n- {/sources} lista os artigos, {/source} mostra um, {/search} encontra trechos, {/about} diz com o que trabalho."
    }
    /// To a greeting.
    Greeting {
        "Hello! Ask me something about the articles; {/sources} lists them.",
        "Hallo! Frag mich etwas zu den Artikeln; {/sources} zeigt sie.",
        "Bonjour ! Posez-moi une question sur les articles ; {/sources} les liste.",
        "¡Hola! Pregúntame algo sobre los artículos; {/sources} los lista.",
        "Olá! Pergunte algo sobre os artigos; {/sources} os lista."
    }
    /// To thanks.
    Thanks {
        "You’re welcome.",
        "Gern geschehen.",
        "Avec plaisir.",
        "De nada.",
        "De nada."
    }
    /// To words without content.
    AskMe {
        "Ask me a question about the articles, such as *who …?* or *how many …?* {/sources} lists them, {/help} says more.",
        "Stell mir eine Frage zu den Artikeln, etwa *who …?* oder *how many …?* {/sources} zeigt sie, {/help} sagt mehr.",
        "Posez-moi une question sur les articles, comme *who …?* ou *how many …?* {/sources} les liste, {/help} en dit plus.",
        "Hazme una pregunta sobre los artículos, como *who …?* o *how many …?* {/sources} los lista, {/help} dice más.",
        "Faça uma pergunta sobre os artigos, como *who …?* ou *how many …?* {/sources} os lista, {/help} diz mais."
    }
    /// To a few words without a question. {0}: the words.
    TopicWhat {
        "What would you like to know about “{0}”?",
        "Was möchtest du über „{0}“ wissen?",
        "Que voulez-vous savoir sur « {0} » ?",
        "¿Qué quieres saber sobre «{0}»?",
        "O que você quer saber sobre “{0}”?"
    }
    /// Before quotes that hold those words.
    TopicMentioned {
        "The articles mention it here:",
        "Die Artikel erwähnen es hier:",
        "Les articles en parlent ici :",
        "Los artículos lo mencionan aquí:",
        "Os artigos mencionam isso aqui:"
    }
    /// Where no article holds them. {0}: the words.
    TopicUnmentioned {
        "The articles don’t mention “{0}”. {/sources} lists them.",
        "Die Artikel erwähnen „{0}“ nicht. {/sources} zeigt sie.",
        "Les articles ne mentionnent pas « {0} ». {/sources} les liste.",
        "Los artículos no mencionan «{0}». {/sources} los lista.",
        "Os artigos não mencionam “{0}”. {/sources} os lista."
    }
    /// To a command or button that the bot does not have.
    UnknownCommand {
        "I don’t know that command; it may be from an older version. {/help} lists what I can do.",
        "Diesen Befehl kenne ich nicht; er stammt vielleicht aus einer älteren Version. {/help} zeigt, was ich kann.",
        "Je ne connais pas cette commande ; elle vient peut-être d’une ancienne version. {/help} dit ce que je sais faire.",
        "No conozco ese comando; quizá es de una versión anterior. {/help} dice lo que sé hacer.",
        "Não conheço esse comando; talvez seja de uma versão antiga. {/help} diz o que sei fazer."
    }
    /// Where a source is asked for that is not there. {0}: its name.
    UnknownSource {
        "There is no source “{0}”. {/sources} lists them.",
        "Eine Quelle „{0}“ gibt es nicht. {/sources} zeigt alle.",
        "Il n’y a pas de source « {0} ». {/sources} les liste.",
        "No hay ninguna fuente «{0}». {/sources} las lista.",
        "Não há nenhuma fonte “{0}”. {/sources} as lista."
    }
    /// Where a name fits several articles and one is wanted. {0}: the name.
    SeveralSources {
        "More than one article fits “{0}”; choose one:",
        "Zu „{0}“ passt mehr als ein Artikel; wähle einen:",
        "Plusieurs articles correspondent à « {0} » ; choisissez :",
        "Más de un artículo encaja con «{0}»; elige uno:",
        "Mais de um artigo combina com “{0}”; escolha um:"
    }
    /// When something went wrong inside.
    Failure {
        "Something went wrong on my side, and I would rather say nothing than something wrong. Please try again; whoever runs me finds the reason in the log.",
        "Bei mir ist etwas schiefgegangen, und ich sage lieber nichts als etwas Falsches. Bitte versuch es noch einmal; wer mich betreibt, findet den Grund im Protokoll.",
        "Quelque chose s’est mal passé de mon côté, et je préfère me taire que dire une erreur. Réessayez ; qui m’héberge trouvera la raison dans le journal.",
        "Algo ha fallado por mi parte, y prefiero callar a decir algo falso. Inténtalo de nuevo; quien me administra encontrará el motivo en el registro.",
        "Algo deu errado do meu lado, e prefiro não dizer nada a dizer algo errado. Tente de novo; quem me administra encontra o motivo no registro."
    }
    /// When not even the shortest form of an answer fits.
    TooLong {
        "The answer is too long to show here. Ask for one part of it, or limit the question to one source.",
        "Die Antwort ist zu lang, um sie hier zu zeigen. Frag nach einem Teil davon oder beschränke die Frage auf eine Quelle.",
        "La réponse est trop longue pour être montrée ici. Demandez-en une partie, ou limitez la question à une source.",
        "La respuesta es demasiado larga para mostrarla aquí. Pregunta por una parte o limita la pregunta a una fuente.",
        "A resposta é longa demais para mostrar aqui. Pergunte por uma parte dela ou limite a pergunta a uma fonte."
    }
    /// A count of one.
    OneArticle {
        "1 article",
        "1 Artikel",
        "1 article",
        "1 artículo",
        "1 artigo"
    }
    /// A count of none or several.
    Articles {
        "{0} articles",
        "{0} Artikel",
        "{0} articles",
        "{0} artículos",
        "{0} artigos"
    }
    /// Where in a list. {0}: this page, {1}: how many.
    PageOf {
        "page {0} of {1}",
        "Seite {0} von {1}",
        "page {0} sur {1}",
        "página {0} de {1}",
        "página {0} de {1}"
    }
    /// The length of an article of one word.
    OneWord {
        "1 word",
        "1 Wort",
        "1 mot",
        "1 palabra",
        "1 palavra"
    }
    /// The length of an article.
    Words {
        "{0} words",
        "{0} Wörter",
        "{0} mots",
        "{0} palabras",
        "{0} palavras"
    }
    /// Where a quote stands.
    Paragraph {
        "paragraph {0}",
        "Absatz {0}",
        "paragraphe {0}",
        "párrafo {0}",
        "parágrafo {0}"
    }
    /// The length of an article of one paragraph.
    OneParagraph {
        "1 paragraph",
        "1 Absatz",
        "1 paragraphe",
        "1 párrafo",
        "1 parágrafo"
    }
    /// The length of an article.
    Paragraphs {
        "{0} paragraphs",
        "{0} Absätze",
        "{0} paragraphes",
        "{0} párrafos",
        "{0} parágrafos"
    }
    /// A button.
    Previous {
        "Previous",
        "Zurück",
        "Précédent",
        "Anterior",
        "Anterior"
    }
    /// A button.
    Next {
        "Next",
        "Weiter",
        "Suivant",
        "Siguiente",
        "Próximo"
    }
    /// The first line of an answer of values that cannot all be true.
    Differ {
        "The articles differ:",
        "Die Artikel widersprechen sich:",
        "Les articles divergent :",
        "Los artículos difieren:",
        "Os artigos divergem:"
    }
    /// The first line of an answer of several values.
    Several {
        "More than one answer:",
        "Mehr als eine Antwort:",
        "Plus d’une réponse :",
        "Más de una respuesta:",
        "Mais de uma resposta:"
    }
    /// … where none is sure.
    UnsureSeveral {
        "I am not sure; these may answer it:",
        "Ich bin nicht sicher; das könnten Antworten sein:",
        "Je ne suis pas sûr ; ceci pourrait répondre :",
        "No estoy seguro; esto podría responderlo:",
        "Não tenho certeza; isto pode responder:"
    }
    /// The first line of an answer that is not sure.
    Unsure {
        "I am not sure; this may answer it:",
        "Ich bin nicht sicher; das könnte die Antwort sein:",
        "Je ne suis pas sûr ; ceci pourrait répondre :",
        "No estoy seguro; esto podría responderlo:",
        "Não tenho certeza; isto pode responder:"
    }
    /// Below the quotes of a value. {0}: so many articles.
    AndMore {
        "… also in {0}",
        "… dazu {0}",
        "… et aussi {0}",
        "… y también {0}",
        "… e também {0}"
    }
    /// The first line where there is no answer.
    DontSay {
        "The articles don’t say.",
        "Das steht nicht in den Artikeln.",
        "Les articles ne le disent pas.",
        "Los artículos no lo dicen.",
        "Os artigos não dizem."
    }
    /// … and nothing comes near.
    NothingNear {
        "Nothing in them comes near that.",
        "Nichts darin kommt dem nahe.",
        "Rien n’y ressemble.",
        "Nada en ellos se le acerca.",
        "Nada neles chega perto disso."
    }
    /// Before quotes that do not answer.
    Nearest {
        "What comes nearest, but does not answer it:",
        "Am nächsten kommt dem, ohne es zu beantworten:",
        "Ce qui s’en approche, sans y répondre :",
        "Lo más cercano, aunque no lo responde:",
        "O que chega mais perto, mas não responde:"
    }
    /// Where the source that a question names is not there. {0}: its name.
    NoneFrom {
        "None of the articles is from “{0}”, and none cites it. {/sources} lists them.",
        "Kein Artikel ist von „{0}“, und keiner zitiert es. {/sources} zeigt alle.",
        "Aucun article ne vient de « {0} », et aucun ne le cite. {/sources} les liste.",
        "Ningún artículo es de «{0}» y ninguno lo cita. {/sources} los lista.",
        "Nenhum artigo é de “{0}”, e nenhum o cita. {/sources} os lista."
    }
    /// How a question was read. {0}: the question.
    ReadAs {
        "Read as: {0}",
        "Verstanden als: {0}",
        "Compris comme : {0}",
        "Entendido como: {0}",
        "Entendido como: {0}"
    }
    /// Which articles were searched. {0}: so many, {1}: the source.
    OnlyFrom {
        "Only {0} searched, for the source “{1}”",
        "Nur {0} durchsucht, für die Quelle „{1}“",
        "Seulement {0} pour la source « {1} »",
        "Solo {0}, por la fuente «{1}»",
        "Só {0}, para a fonte “{1}”"
    }
    /// Which articles were searched. {0}: so many, {1}: who is cited.
    OnlyCiting {
        "Only {0} searched, citing “{1}”",
        "Nur {0} durchsucht, mit „{1}“ zitiert",
        "Seulement {0} citant « {1} »",
        "Solo {0}, que citan «{1}»",
        "Só {0}, que citam “{1}”"
    }
    /// A button.
    ShowContext {
        "Show context",
        "Zusammenhang",
        "Contexte",
        "Ver contexto",
        "Ver contexto"
    }
    /// A button.
    MoreQuotes {
        "More quotes",
        "Mehr Zitate",
        "Plus de citations",
        "Más citas",
        "Mais citações"
    }
    /// A button.
    SourcesDiffer {
        "Sources differ",
        "Quellen im Vergleich",
        "Sources divergentes",
        "Fuentes que difieren",
        "Fontes divergentes"
    }
    /// Over the paragraphs around quotes.
    Context {
        "The quotes where they stand",
        "Die Zitate an ihrer Stelle",
        "Les citations dans leur contexte",
        "Las citas en su contexto",
        "As citações no contexto"
    }
    /// Over every quote of an answer.
    AllQuotes {
        "Every quote that gives an answer",
        "Alle Zitate, die eine Antwort geben",
        "Toutes les citations qui répondent",
        "Todas las citas que responden",
        "Todas as citações que respondem"
    }
    /// Over quotes that do not answer but come near.
    AlsoClose {
        "Also close to the question",
        "Auch nahe an der Frage",
        "Proche aussi de la question",
        "También cerca de la pregunta",
        "Também perto da pergunta"
    }
    /// Over what each article says.
    ArticleByArticle {
        "What each article says",
        "Was die einzelnen Artikel sagen",
        "Ce que dit chaque article",
        "Lo que dice cada artículo",
        "O que cada artigo diz"
    }
    /// Where articles changed since an answer, and it did not.
    ChangedSame {
        "The articles have changed since that answer, but not what they say here.",
        "Die Artikel haben sich seit dieser Antwort geändert, diese Stellen nicht.",
        "Les articles ont changé depuis cette réponse, mais pas ces passages.",
        "Los artículos han cambiado desde esa respuesta, pero no en esto.",
        "Os artigos mudaram desde essa resposta, mas não nisto."
    }
    /// Where articles changed since an answer, and it with them.
    ChangedAnswer {
        "The articles have changed since that answer, and their answer with them. This is what they say now.",
        "Die Artikel haben sich seit dieser Antwort geändert, und mit ihnen die Antwort. Das sagen sie jetzt.",
        "Les articles ont changé depuis cette réponse, et la réponse avec eux. Voici ce qu’ils disent maintenant.",
        "Los artículos han cambiado desde esa respuesta, y la respuesta también. Esto es lo que dicen ahora.",
        "Os artigos mudaram desde essa resposta, e a resposta também. Isto é o que dizem agora."
    }
    /// Where there are no quotes to show.
    NoQuotes {
        "There are no quotes to show for that question.",
        "Zu dieser Frage gibt es keine Zitate.",
        "Il n’y a pas de citation à montrer pour cette question.",
        "No hay citas que mostrar para esa pregunta.",
        "Não há citações para mostrar para essa pergunta."
    }
    /// To a vote for an answer.
    VoteUp {
        "Thank you. Good to know that it helped.",
        "Danke. Gut zu wissen, dass es geholfen hat.",
        "Merci. Content que cela ait aidé.",
        "Gracias. Me alegra que haya servido.",
        "Obrigado. Bom saber que ajudou."
    }
    /// To a vote against an answer.
    VoteDown {
        "Thank you. Noted, without your name, for whoever looks after me.",
        "Danke. Notiert, ohne deinen Namen, für alle, die mich pflegen.",
        "Merci. C’est noté, sans votre nom, pour ceux qui s’occupent de moi.",
        "Gracias. Anotado, sin tu nombre, para quien me cuida.",
        "Obrigado. Anotado, sem o seu nome, para quem cuida de mim."
    }
    /// Where votes are not kept.
    VoteOff {
        "Thank you, but votes are switched off here: nothing was noted.",
        "Danke, aber Stimmen sind hier abgeschaltet: Es wurde nichts notiert.",
        "Merci, mais les votes sont désactivés ici : rien n’a été noté.",
        "Gracias, pero los votos están desactivados: no se ha anotado nada.",
        "Obrigado, mas os votos estão desligados aqui: nada foi anotado."
    }
    /// To a message's menu where the message has no words.
    NoWords {
        "That message has no words that I could read as a question.",
        "In dieser Nachricht stehen keine Worte, die ich als Frage lesen kann.",
        "Ce message ne contient pas de mots que je puisse lire comme une question.",
        "Ese mensaje no tiene palabras que pueda leer como pregunta.",
        "Essa mensagem não tem palavras que eu possa ler como pergunta."
    }
    /// Over found passages. {0}: the words.
    Found {
        "Passages about “{0}”",
        "Stellen zu „{0}“",
        "Passages sur « {0} »",
        "Pasajes sobre «{0}»",
        "Trechos sobre “{0}”"
    }
    /// Where none was found. {0}: the words.
    FoundNothing {
        "No passage holds “{0}”. {/sources} lists the articles.",
        "Keine Stelle enthält „{0}“. {/sources} zeigt die Artikel.",
        "Aucun passage ne contient « {0} ». {/sources} liste les articles.",
        "Ningún pasaje contiene «{0}». {/sources} lista los artículos.",
        "Nenhum trecho contém “{0}”. {/sources} lista os artigos."
    }
    /// Before the first words of an article.
    Begins {
        "It begins:",
        "Er beginnt so:",
        "Il commence ainsi :",
        "Comienza así:",
        "Começa assim:"
    }
    /// What the bot runs on. {0}: version, {1}: so many articles, {2}: passages, {3}: hash.
    About {
        "**pullquote {0}** answers with the articles’ own words.\n- {1}, {2} passages\n- Corpus `{3}`",
        "**pullquote {0}** antwortet mit den Worten der Artikel.\n- {1}, {2} Stellen\n- Korpus `{3}`",
        "**pullquote {0}** répond avec les mots des articles.\n- {1}, {2} passages\n- Corpus `{3}`",
        "**pullquote {0}** responde con las palabras de los artículos.\n- {1}, {2} pasajes\n- Corpus `{3}`",
        "**pullquote {0}** responde com as palavras dos artigos.\n- {1}, {2} trechos\n- Corpus `{3}`"
    }
    /// When the articles were read. {0}: the time, as Discord shows it to each reader.
    IndexedAt {
        "Indexed {0}",
        "Eingelesen {0}",
        "Indexé {0}",
        "Indexado {0}",
        "Indexado {0}"
    }
    /// Under an answer that could not be a reply.
    NoHistory {
        "I may not read earlier messages here, so this is no reply to yours.",
        "Ich darf hier frühere Nachrichten nicht lesen, darum ist dies keine direkte Antwort.",
        "Je ne peux pas lire les messages précédents ici : ceci n’est donc pas une réponse directe.",
        "No puedo leer los mensajes anteriores aquí, así que esto no es una respuesta directa.",
        "Não posso ler as mensagens anteriores aqui, então isto não é uma resposta direta."
    }
    /// To somebody who asks too often. {0}: how long to wait.
    TooOften {
        "You ask faster than I may answer. Please ask again in {0}.",
        "Du fragst schneller, als ich antworten darf. Bitte frag in {0} noch einmal.",
        "Vous demandez plus vite que je ne peux répondre. Redemandez dans {0}.",
        "Preguntas más rápido de lo que puedo responder. Pregunta de nuevo en {0}.",
        "Você pergunta mais rápido do que posso responder. Pergunte de novo em {0}."
    }
    /// On a server that asks too often. {0}: how long to wait.
    TooMany {
        "This server asks faster than I may answer. Please ask again in {0}.",
        "Dieser Server fragt schneller, als ich antworten darf. Bitte frag in {0} noch einmal.",
        "Ce serveur demande plus vite que je ne peux répondre. Redemandez dans {0}.",
        "Este servidor pregunta más rápido de lo que puedo responder. Pregunta de nuevo en {0}.",
        "Este servidor pergunta mais rápido do que posso responder. Pergunte de novo em {0}."
    }
    /// While too many others are being answered. {0}: how long to wait.
    Busy {
        "I am busy with many questions. Please ask again in {0}.",
        "Ich bin mit vielen Fragen beschäftigt. Bitte frag in {0} noch einmal.",
        "Je suis occupé par beaucoup de questions. Redemandez dans {0}.",
        "Estoy ocupado con muchas preguntas. Pregunta de nuevo en {0}.",
        "Estou ocupado com muitas perguntas. Pergunte de novo em {0}."
    }
    /// To somebody whose earlier questions are not answered yet. {0}: how long to wait.
    StillAnswering {
        "I am still at your earlier questions. Please ask again in {0}.",
        "Ich bin noch bei deinen vorigen Fragen. Bitte frag in {0} noch einmal.",
        "J’en suis encore à vos questions précédentes. Redemandez dans {0}.",
        "Sigo con tus preguntas anteriores. Pregunta de nuevo en {0}.",
        "Ainda estou nas suas perguntas anteriores. Pergunte de novo em {0}."
    }
    /// After one of these, where nothing more will be said for a while.
    PassOver {
        "Until then I pass over further questions.",
        "Bis dahin übergehe ich weitere Fragen.",
        "D’ici là, je laisse passer les autres questions.",
        "Hasta entonces paso por alto otras preguntas.",
        "Até lá deixo passar outras perguntas."
    }
    /// A time.
    OneSecond {
        "1 second",
        "1 Sekunde",
        "1 seconde",
        "1 segundo",
        "1 segundo"
    }
    /// A time.
    Seconds {
        "{0} seconds",
        "{0} Sekunden",
        "{0} secondes",
        "{0} segundos",
        "{0} segundos"
    }
    /// In the place of an answer that could not be sent.
    Unsent {
        "I could not show the answer here. Please ask again.",
        "Ich konnte die Antwort hier nicht zeigen. Bitte frag noch einmal.",
        "Je n’ai pas pu montrer la réponse ici. Redemandez.",
        "No pude mostrar la respuesta aquí. Pregunta de nuevo.",
        "Não consegui mostrar a resposta aqui. Pergunte de novo."
    }
    /// To an interaction of a form that the bot does not know.
    Unread {
        "Discord sent me something here that I cannot read. Please ask with {/ask}, or by mentioning me.",
        "Discord hat mir hier etwas geschickt, das ich nicht lesen kann. Bitte frag mit {/ask} oder indem du mich erwähnst.",
        "Discord m’a envoyé ici quelque chose que je ne peux pas lire. Demandez avec {/ask}, ou en me mentionnant.",
        "Discord me ha enviado aquí algo que no puedo leer. Pregunta con {/ask} o mencionándome.",
        "O Discord me enviou aqui algo que não consigo ler. Pergunte com {/ask} ou me mencionando."
    }
}
