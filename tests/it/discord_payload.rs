//! L1: a reply as the payload that Discord gets.

use std::collections::HashSet;

use expect_test::{Expect, expect};
use pullquote::bot::{COMMANDS, Choice};
use pullquote::discord::{is_safe_to_log, payload};
use pullquote::render::{Button, Field, Form, Language, Phrase, Reply};
use serde::Serialize;
use serde_json::{Value, json};
use serenity::model::application::Command;
use serenity::model::id::{ChannelId, MessageId};
use tracing::Level;

fn json(payload: impl Serialize) -> Value {
    serde_json::to_value(payload).expect("a payload is JSON")
}

fn check(payload: impl Serialize, expected: &Expect) {
    expected.assert_eq(&format!("{:#}\n", json(payload)));
}

fn button(id: &str, label: &str) -> Button {
    Button { id: id.to_owned(), label: label.to_owned(), enabled: true }
}

fn reply(content: &str) -> Reply {
    Reply { content: content.to_owned(), ..Reply::default() }
}

fn paged(private: bool) -> Reply {
    let last = Button { enabled: false, ..button("sources:1", "Next") };
    Reply { private, buttons: vec![button("sources:0", "Back"), last], ..reply("> a quote") }
}

#[test]
fn an_answer_to_a_message() {
    let payload = payload::answer_to(&paged(false), ChannelId::new(20), MessageId::new(30));
    check(
        payload,
        &expect![[r#"
        {
          "allowed_mentions": {
            "parse": [],
            "replied_user": false,
            "roles": [],
            "users": []
          },
          "attachments": [],
          "components": [
            {
              "components": [
                {
                  "custom_id": "sources:0",
                  "disabled": false,
                  "label": "Back",
                  "style": 2,
                  "type": 2
                },
                {
                  "custom_id": "sources:1",
                  "disabled": true,
                  "label": "Next",
                  "style": 2,
                  "type": 2
                }
              ],
              "type": 1
            }
          ],
          "content": "> a quote",
          "embeds": [],
          "enforce_nonce": true,
          "flags": 4,
          "message_reference": {
            "channel_id": "20",
            "fail_if_not_exists": false,
            "guild_id": null,
            "message_id": "30",
            "type": 0
          },
          "nonce": "30",
          "sticker_ids": [],
          "tts": false
        }
    "#]],
    );
}

#[test]
fn a_private_response() {
    check(
        payload::response(&paged(true)),
        &expect![[r#"
        {
          "data": {
            "allowed_mentions": {
              "parse": [],
              "replied_user": false,
              "roles": [],
              "users": []
            },
            "attachments": [],
            "components": [
              {
                "components": [
                  {
                    "custom_id": "sources:0",
                    "disabled": false,
                    "label": "Back",
                    "style": 2,
                    "type": 2
                  },
                  {
                    "custom_id": "sources:1",
                    "disabled": true,
                    "label": "Next",
                    "style": 2,
                    "type": 2
                  }
                ],
                "type": 1
              }
            ],
            "content": "> a quote",
            "flags": 68
          },
          "type": 4
        }
    "#]],
    );
}

#[test]
fn every_command() {
    let commands = json(payload::commands());
    let commands = commands.as_array().expect("commands are a list").iter();
    let lines: Vec<_> = commands.map(|command| without_defaults(command).to_string()).collect();
    expect![[r#"
        {"contexts":[0,1,2],"description":"Ask the articles a question; the answer is quoted word for word","description_localizations":{"de":"Stell den Artikeln eine Frage; die Antwort ist wörtlich zitiert","es-419":"Haz una pregunta a los artículos; la respuesta se cita palabra por palabra","es-ES":"Haz una pregunta a los artículos; la respuesta se cita palabra por palabra","fr":"Posez une question aux articles ; la réponse est citée mot pour mot","pt-BR":"Faça uma pergunta aos artigos; a resposta é citada palavra por palavra"},"integration_types":[0,1],"name":"ask","name_localizations":{"de":"fragen","es-419":"preguntar","es-ES":"preguntar","fr":"demander","pt-BR":"perguntar"},"options":[{"description":"What do you want to know?","description_localizations":{"de":"Was möchtest du wissen?","es-419":"¿Qué quieres saber?","es-ES":"¿Qué quieres saber?","fr":"Que voulez-vous savoir ?","pt-BR":"O que você quer saber?"},"name":"question","name_localizations":{"de":"frage","es-419":"pregunta","es-ES":"pregunta","fr":"question","pt-BR":"pergunta"},"required":true,"type":3},{"autocomplete":true,"description":"Answer from one article or publisher only","description_localizations":{"de":"Nur aus einem Artikel oder von einem Herausgeber","es-419":"Responder solo con un artículo o un medio","es-ES":"Responder solo con un artículo o un medio","fr":"Répondre d’après un seul article ou éditeur","pt-BR":"Responder só com um artigo ou veículo"},"name":"source","name_localizations":{"de":"quelle","es-419":"fuente","es-ES":"fuente","fr":"source","pt-BR":"fonte"},"type":3},{"description":"Show the answer only to you","description_localizations":{"de":"Die Antwort nur dir zeigen","es-419":"Mostrar la respuesta solo a ti","es-ES":"Mostrar la respuesta solo a ti","fr":"Ne montrer la réponse qu’à vous","pt-BR":"Mostrar a resposta só para você"},"name":"private","name_localizations":{"de":"privat","es-419":"privado","es-ES":"privado","fr":"privé","pt-BR":"privado"},"type":5}],"type":1}
        {"contexts":[0,1,2],"description":"List the articles that answers come from","description_localizations":{"de":"Zeigt die Artikel, aus denen die Antworten kommen","es-419":"Lista los artículos de los que salen las respuestas","es-ES":"Lista los artículos de los que salen las respuestas","fr":"Liste les articles dont viennent les réponses","pt-BR":"Lista os artigos de onde vêm as respostas"},"integration_types":[0,1],"name":"sources","name_localizations":{"de":"quellen","es-419":"fuentes","es-ES":"fuentes","fr":"sources","pt-BR":"fontes"},"options":[{"description":"Which page of the list","description_localizations":{"de":"Welche Seite der Liste","es-419":"Qué página de la lista","es-ES":"Qué página de la lista","fr":"Quelle page de la liste","pt-BR":"Qual página da lista"},"min_value":1,"name":"page","name_localizations":{"de":"seite","es-419":"página","es-ES":"página","fr":"page","pt-BR":"página"},"type":4}],"type":1}
        {"contexts":[0,1,2],"description":"Show one article: who wrote it, when, how long it is, how it begins","description_localizations":{"de":"Zeigt einen Artikel: von wem, von wann, wie lang, wie er beginnt","es-419":"Muestra un artículo: autor, fecha, longitud y comienzo","es-ES":"Muestra un artículo: autor, fecha, longitud y comienzo","fr":"Montre un article : auteur, date, longueur, début","pt-BR":"Mostra um artigo: autor, data, tamanho e começo"},"integration_types":[0,1],"name":"source","name_localizations":{"de":"quelle","es-419":"fuente","es-ES":"fuente","fr":"source","pt-BR":"fonte"},"options":[{"autocomplete":true,"description":"Which article","description_localizations":{"de":"Welcher Artikel","es-419":"Qué artículo","es-ES":"Qué artículo","fr":"Quel article","pt-BR":"Qual artigo"},"name":"source","name_localizations":{"de":"quelle","es-419":"fuente","es-ES":"fuente","fr":"source","pt-BR":"fonte"},"required":true,"type":3}],"type":1}
        {"contexts":[0,1,2],"description":"Find the passages that speak of something","description_localizations":{"de":"Findet die Stellen, die von etwas sprechen","es-419":"Encuentra los pasajes que hablan de algo","es-ES":"Encuentra los pasajes que hablan de algo","fr":"Trouve les passages qui parlent de quelque chose","pt-BR":"Encontra os trechos que falam de algo"},"integration_types":[0,1],"name":"search","name_localizations":{"de":"suchen","es-419":"buscar","es-ES":"buscar","fr":"chercher","pt-BR":"buscar"},"options":[{"description":"What to look for","description_localizations":{"de":"Wonach gesucht wird","es-419":"Qué buscar","es-ES":"Qué buscar","fr":"Ce qu’il faut chercher","pt-BR":"O que procurar"},"name":"words","name_localizations":{"de":"worte","es-419":"palabras","es-ES":"palabras","fr":"mots","pt-BR":"palavras"},"required":true,"type":3}],"type":1}
        {"contexts":[0,1,2],"description":"What happened when, by the articles’ own dates, in order","description_localizations":{"de":"Was wann geschah, nach den Daten der Artikel, der Reihe nach","es-419":"Qué pasó y cuándo, según los artículos, en orden","es-ES":"Qué pasó y cuándo, según los artículos, en orden","fr":"Ce qui s’est passé et quand, selon les articles, dans l’ordre","pt-BR":"O que aconteceu e quando, segundo os artigos, em ordem"},"integration_types":[0,1],"name":"timeline","name_localizations":{"de":"zeitleiste","es-419":"cronología","es-ES":"cronología","fr":"chronologie","pt-BR":"cronologia"},"options":[{"description":"A few words, or a question","description_localizations":{"de":"Ein paar Wörter oder eine Frage","es-419":"Unas palabras o una pregunta","es-ES":"Unas palabras o una pregunta","fr":"Quelques mots, ou une question","pt-BR":"Algumas palavras ou uma pergunta"},"name":"topic","name_localizations":{"de":"thema","es-419":"tema","es-ES":"tema","fr":"sujet","pt-BR":"tema"},"required":true,"type":3}],"type":1}
        {"contexts":[0,1,2],"description":"What each article says about something, side by side","description_localizations":{"de":"Was jeder Artikel zu etwas sagt, nebeneinander","es-419":"Lo que cada artículo dice de algo, lado a lado","es-ES":"Lo que cada artículo dice de algo, lado a lado","fr":"Ce que chaque article dit d’un sujet, côte à côte","pt-BR":"O que cada artigo diz de algo, lado a lado"},"integration_types":[0,1],"name":"compare","name_localizations":{"de":"vergleichen","es-419":"comparar","es-ES":"comparar","fr":"comparer","pt-BR":"comparar"},"options":[{"description":"A few words, or a question","description_localizations":{"de":"Ein paar Wörter oder eine Frage","es-419":"Unas palabras o una pregunta","es-ES":"Unas palabras o una pregunta","fr":"Quelques mots, ou une question","pt-BR":"Algumas palavras ou uma pergunta"},"name":"topic","name_localizations":{"de":"thema","es-419":"tema","es-ES":"tema","fr":"sujet","pt-BR":"tema"},"required":true,"type":3}],"type":1}
        {"contexts":[0,1,2],"description":"What this bot does and how to ask","description_localizations":{"de":"Was dieser Bot kann und wie man fragt","es-419":"Qué hace este bot y cómo preguntar","es-ES":"Qué hace este bot y cómo preguntar","fr":"Ce que fait ce bot et comment demander","pt-BR":"O que este bot faz e como perguntar"},"integration_types":[0,1],"name":"help","name_localizations":{"de":"hilfe","es-419":"ayuda","es-ES":"ayuda","fr":"aide","pt-BR":"ajuda"},"type":1}
        {"contexts":[0,1,2],"description":"Version, articles, and when they were indexed","description_localizations":{"de":"Version, Artikel und wann sie eingelesen wurden","es-419":"Versión, artículos y cuándo se indexaron","es-ES":"Versión, artículos y cuándo se indexaron","fr":"Version, articles, et quand ils ont été indexés","pt-BR":"Versão, artigos e quando foram indexados"},"integration_types":[0,1],"name":"about","name_localizations":{"de":"info","es-419":"acerca","es-ES":"acerca","fr":"apropos","pt-BR":"sobre"},"type":1}
        {"contexts":[0,1,2],"default_member_permissions":"32","description":"Show or change what holds on this server","description_localizations":{"de":"Zeigt oder ändert, was auf diesem Server gilt","es-419":"Muestra o cambia lo que rige en este servidor","es-ES":"Muestra o cambia lo que rige en este servidor","fr":"Montre ou change ce qui vaut sur ce serveur","pt-BR":"Mostra ou muda o que vale neste servidor"},"integration_types":[0,1],"name":"settings","name_localizations":{"de":"einstellungen","es-419":"ajustes","es-ES":"ajustes","fr":"paramètres","pt-BR":"configurações"},"options":[{"channel_types":[0,2,5,10,11,12,13,15],"description":"Answer in this channel; once one is named, in no other","description_localizations":{"de":"In diesem Kanal antworten; ist einer genannt, in keinem anderen","es-419":"Responder en este canal; si hay alguno nombrado, en ningún otro","es-ES":"Responder en este canal; si hay alguno nombrado, en ningún otro","fr":"Répondre dans ce salon ; dès qu’un salon est nommé, dans aucun autre","pt-BR":"Responder neste canal; havendo algum indicado, em nenhum outro"},"name":"add-channel","name_localizations":{"de":"kanal-dazu","es-419":"añadir-canal","es-ES":"añadir-canal","fr":"ajouter-salon","pt-BR":"adicionar-canal"},"type":7},{"channel_types":[0,2,5,10,11,12,13,15],"description":"Take this channel off the list; an empty list means all","description_localizations":{"de":"Diesen Kanal von der Liste nehmen; eine leere Liste heißt: alle","es-419":"Quitar este canal de la lista; una lista vacía significa todos","es-ES":"Quitar este canal de la lista; una lista vacía significa todos","fr":"Retirer ce salon de la liste ; une liste vide veut dire tous","pt-BR":"Tirar este canal da lista; uma lista vazia quer dizer todos"},"name":"remove-channel","name_localizations":{"de":"kanal-weg","es-419":"quitar-canal","es-ES":"quitar-canal","fr":"retirer-salon","pt-BR":"remover-canal"},"type":7},{"autocomplete":true,"description":"Answer only from this folder of articles; without a channel, on the whole server","description_localizations":{"de":"Nur aus diesem Ordner von Artikeln antworten; ohne Kanal auf dem ganzen Server","es-419":"Responder solo con esta carpeta de artículos; sin canal, en todo el servidor","es-ES":"Responder solo con esta carpeta de artículos; sin canal, en todo el servidor","fr":"Ne répondre que d’après ce dossier d’articles ; sans salon, sur tout le serveur","pt-BR":"Responder só com esta pasta de artigos; sem canal, no servidor inteiro"},"name":"articles","name_localizations":{"de":"artikel","es-419":"artículos","es-ES":"artículos","fr":"articles","pt-BR":"artigos"},"type":3},{"channel_types":[0,2,5,10,11,12,13,15],"description":"The channel that the articles are for, and its threads; alone it shows what is set there","description_localizations":{"de":"Der Kanal, für den die Artikel gelten, mit seinen Threads; allein zeigt er, was dort gilt","es-419":"El canal al que se aplican los artículos, con sus hilos; solo, muestra lo que rige allí","es-ES":"El canal al que se aplican los artículos, con sus hilos; solo, muestra lo que rige allí","fr":"Le salon concerné par ces articles, avec ses fils ; seul, il montre ce qui y vaut","pt-BR":"O canal a que os artigos se aplicam, com seus tópicos; sozinho, mostra o que vale lá"},"name":"channel","name_localizations":{"de":"kanal","es-419":"canal","es-ES":"canal","fr":"salon","pt-BR":"canal"},"type":7},{"description":"Show answers to commands only to who asks","description_localizations":{"de":"Antworten auf Befehle nur denen zeigen, die fragen","es-419":"Mostrar las respuestas a comandos solo a quien pregunta","es-ES":"Mostrar las respuestas a comandos solo a quien pregunta","fr":"Ne montrer les réponses aux commandes qu’à qui demande","pt-BR":"Mostrar as respostas a comandos só a quem pergunta"},"name":"private","name_localizations":{"de":"privat","es-419":"privado","es-ES":"privado","fr":"privé","pt-BR":"privado"},"type":5},{"description":"Questions a minute for the whole server; 0 for no limit of its own","description_localizations":{"de":"Fragen pro Minute für den ganzen Server; 0 für keine eigene Grenze","es-419":"Preguntas por minuto en todo el servidor; 0 sin límite propio","es-ES":"Preguntas por minuto en todo el servidor; 0 sin límite propio","fr":"Questions par minute pour tout le serveur ; 0 pour aucune limite propre","pt-BR":"Perguntas por minuto em todo o servidor; 0 sem limite próprio"},"max_value":10000,"min_value":0,"name":"rate","name_localizations":{"de":"rate","es-419":"ritmo","es-ES":"ritmo","fr":"rythme","pt-BR":"ritmo"},"type":4},{"choices":[{"name":"English","value":"en"},{"name":"Deutsch","value":"de"},{"name":"Français","value":"fr"},{"name":"Español","value":"es"},{"name":"Português","value":"pt"},{"name":"each user’s own","name_localizations":{"de":"die eigene von jedem","es-419":"el de cada usuario","es-ES":"el de cada usuario","fr":"celle de chacun","pt-BR":"o de cada usuário"},"value":"each"}],"description":"The language of my own words; quotes stay as they are","description_localizations":{"de":"Die Sprache meiner eigenen Worte; Zitate bleiben, wie sie sind","es-419":"El idioma de mis propias palabras; las citas quedan como están","es-ES":"El idioma de mis propias palabras; las citas quedan como están","fr":"La langue de mes propres mots ; les citations restent telles quelles","pt-BR":"O idioma das minhas próprias palavras; as citações ficam como estão"},"name":"language","name_localizations":{"de":"sprache","es-419":"idioma","es-ES":"idioma","fr":"langue","pt-BR":"idioma"},"type":3},{"description":"Delete everything that is set on this server","description_localizations":{"de":"Alles löschen, was auf diesem Server eingestellt ist","es-419":"Borrar todo lo ajustado en este servidor","es-ES":"Borrar todo lo ajustado en este servidor","fr":"Effacer tout ce qui est réglé sur ce serveur","pt-BR":"Apagar tudo o que está configurado neste servidor"},"name":"reset","name_localizations":{"de":"zurücksetzen","es-419":"restablecer","es-ES":"restablecer","fr":"réinitialiser","pt-BR":"redefinir"},"type":5}],"type":1}
        {"contexts":[0,1,2],"default_member_permissions":"32","description":"Show what I answer from; add or remove an article","description_localizations":{"de":"Zeigt, woraus ich antworte; Artikel hinzufügen oder entfernen","es-419":"Muestra de qué respondo; añadir o quitar un artículo","es-ES":"Muestra de qué respondo; añadir o quitar un artículo","fr":"Montre d’où je réponds ; ajouter ou retirer un article","pt-BR":"Mostra de que respondo; adicionar ou remover um artigo"},"integration_types":[0,1],"name":"corpus","name_localizations":{"de":"korpus","es-419":"corpus","es-ES":"corpus","fr":"corpus","pt-BR":"corpus"},"options":[{"description":"A file to add as an article: .md, .txt, .html, .pdf, .epub or .docx","description_localizations":{"de":"Eine Datei als neuer Artikel: .md, .txt, .html, .pdf, .epub oder .docx","es-419":"Un archivo que añadir como artículo: .md, .txt, .html, .pdf, .epub o .docx","es-ES":"Un archivo que añadir como artículo: .md, .txt, .html, .pdf, .epub o .docx","fr":"Un fichier à ajouter comme article : .md, .txt, .html, .pdf, .epub ou .docx","pt-BR":"Um arquivo para adicionar como artigo: .md, .txt, .html, .pdf, .epub ou .docx"},"name":"add","name_localizations":{"de":"hinzufügen","es-419":"añadir","es-ES":"añadir","fr":"ajouter","pt-BR":"adicionar"},"type":11},{"description":"The address of an article on the web, to add it: https://…","description_localizations":{"de":"Die Adresse eines Artikels im Netz, um ihn hinzuzufügen: https://…","es-419":"La dirección de un artículo en la web, para añadirlo: https://…","es-ES":"La dirección de un artículo en la web, para añadirlo: https://…","fr":"L’adresse d’un article sur le web, pour l’ajouter : https://…","pt-BR":"O endereço de um artigo na web, para adicioná-lo: https://…"},"name":"link","name_localizations":{"de":"link","es-419":"enlace","es-ES":"enlace","fr":"lien","pt-BR":"link"},"type":3},{"autocomplete":true,"description":"The article to take out","description_localizations":{"de":"Der Artikel, der herausgenommen wird","es-419":"El artículo que se quita","es-ES":"El artículo que se quita","fr":"L’article à retirer","pt-BR":"O artigo a remover"},"name":"remove","name_localizations":{"de":"entfernen","es-419":"quitar","es-ES":"quitar","fr":"retirer","pt-BR":"remover"},"type":3},{"description":"Look at the files again now","description_localizations":{"de":"Die Dateien jetzt neu ansehen","es-419":"Mirar de nuevo los archivos ahora","es-ES":"Mirar de nuevo los archivos ahora","fr":"Regarder de nouveau les fichiers maintenant","pt-BR":"Olhar os arquivos de novo agora"},"name":"reload","name_localizations":{"de":"neu-laden","es-419":"recargar","es-ES":"recargar","fr":"recharger","pt-BR":"recarregar"},"type":5},{"description":"Take back what was added or removed last","description_localizations":{"de":"Zurücknehmen, was zuletzt hinzugefügt oder entfernt wurde","es-419":"Deshacer lo último que se añadió o quitó","es-ES":"Deshacer lo último que se añadió o quitó","fr":"Revenir sur le dernier ajout ou retrait","pt-BR":"Desfazer o que foi adicionado ou removido por último"},"name":"undo","name_localizations":{"de":"rückgängig","es-419":"deshacer","es-ES":"deshacer","fr":"annuler","pt-BR":"desfazer"},"type":5}],"type":1}
        {"contexts":[0,1,2],"description":"What is kept about you, and how to delete it","description_localizations":{"de":"Was über dich aufgehoben ist und wie man es löscht","es-419":"Qué se guarda sobre ti y cómo borrarlo","es-ES":"Qué se guarda sobre ti y cómo borrarlo","fr":"Ce qui est gardé sur vous, et comment l’effacer","pt-BR":"O que está guardado sobre você e como apagar"},"integration_types":[0,1],"name":"privacy","name_localizations":{"de":"datenschutz","es-419":"privacidad","es-ES":"privacidad","fr":"confidentialité","pt-BR":"privacidade"},"options":[{"description":"Forget what I remember of you","description_localizations":{"de":"Vergessen, was ich von dir weiß","es-419":"Olvidar lo que recuerdo de ti","es-ES":"Olvidar lo que recuerdo de ti","fr":"Oublier ce dont je me souviens à votre sujet","pt-BR":"Esquecer o que lembro de você"},"name":"forget","name_localizations":{"de":"vergessen","es-419":"olvidar","es-ES":"olvidar","fr":"oublier","pt-BR":"esquecer"},"type":5}],"type":1}
        {"contexts":[0,1,2],"integration_types":[0,1],"name":"Ask the archive","name_localizations":{"de":"Das Archiv fragen","es-419":"Preguntar al archivo","es-ES":"Preguntar al archivo","fr":"Demander aux archives","pt-BR":"Perguntar ao arquivo"},"type":3}
    "#]]
    .assert_eq(&(lines.join("\n") + "\n"));
}

/// `value` without the fields that say nothing.
fn without_defaults(value: &Value) -> Value {
    let says_nothing = |value: &Value| [json!(null), json!(false), json!([]), json!({})].contains(value);
    match value {
        Value::Object(fields) => {
            let fields = fields.iter().filter(|(_, value)| !says_nothing(value));
            fields.map(|(name, value)| (name.clone(), without_defaults(value))).collect()
        }
        Value::Array(items) => items.iter().map(without_defaults).collect(),
        other => other.clone(),
    }
}

#[test]
fn every_message_mentions_nobody_and_shows_no_previews() {
    let reply = paged(true);
    let (channel, id) = (ChannelId::new(20), MessageId::new(30));
    let messages = [
        json(payload::answer_to(&reply, channel, id)),
        json(payload::message(&reply, id)),
        json(payload::response(&reply))["data"].take(),
        json(payload::update(&reply))["data"].take(),
        json(payload::edit(&reply)),
        json(payload::follow_up(&reply)),
    ];
    for message in messages {
        assert_eq!(message["allowed_mentions"]["parse"], json!([]), "{message}");
        assert_eq!(message["allowed_mentions"]["replied_user"], json!(false), "{message}");
        let flags = message["flags"].as_u64().expect("flags are a number");
        assert_eq!(flags & 4, 4, "previews are suppressed: {message}");
        assert_eq!(flags & !(4 | 64), 0, "no other flags: {message}");
    }
}

#[test]
fn what_is_private_is_seen_by_the_asker_alone() {
    for private in [false, true] {
        let flags = json(payload::response(&paged(private)))["data"]["flags"].clone();
        assert_eq!(flags, json!(if private { 68 } else { 4 }));
        let flags = json(payload::follow_up(&paged(private)))["flags"].clone();
        assert_eq!(flags, json!(if private { 68 } else { 4 }));
    }
}

#[test]
fn a_deferral_says_private_and_nothing_else() {
    let private = json(payload::deferral(true));
    assert_eq!((&private["type"], &private["data"]["flags"]), (&json!(5), &json!(64)));
    let public = json(payload::deferral(false));
    assert_eq!((&public["type"], &public["data"]["flags"]), (&json!(5), &Value::Null));
    assert_eq!(public["data"]["content"], Value::Null);
}

#[test]
fn the_nonce_is_the_message_that_is_answered() {
    let message = json(payload::message(&reply("yes"), MessageId::new(u64::MAX - 1)));
    let nonce = message["nonce"].as_str().expect("a nonce is text");
    assert_eq!((nonce, &message["enforce_nonce"]), ("18446744073709551614", &json!(true)));
    assert!(nonce.len() <= 25);
}

#[test]
fn an_edit_takes_old_buttons_away_and_a_new_message_has_no_empty_row() {
    assert_eq!(json(payload::edit(&reply("yes")))["components"], json!([]));
    assert_eq!(json(payload::update(&reply("yes")))["data"]["components"], json!([]));
    assert_eq!(json(payload::message(&reply("yes"), MessageId::new(1)))["components"], Value::Null);
}

#[test]
fn a_reply_outside_the_limits_does_not_fit() {
    assert!(payload::fits(&paged(false)));
    assert!(payload::fits(&reply(&"é".repeat(2_000))), "characters are counted, not bytes");
    let with = |buttons| Reply { buttons, ..reply("x") };
    let faulty = [
        reply(""),
        reply(" \n"),
        reply(&"x".repeat(2_001)),
        with((0..26).map(|idx| button(&idx.to_string(), "x")).collect()),
        with(vec![button("a", "x"), button("a", "y")]),
        with(vec![button("", "x")]),
        with(vec![button(&"i".repeat(101), "x")]),
        with(vec![button("a", "")]),
        with(vec![button("a", &"l".repeat(81))]),
    ];
    for reply in faulty {
        assert!(!payload::fits(&reply), "{reply:?}");
    }
}

fn form() -> Form {
    let field = Field { id: "words".to_owned(), label: "What?".to_owned(), hint: "Or nothing".to_owned(), most: 500 };
    Form { id: "note:1".to_owned(), title: "Add".to_owned(), field }
}

#[test]
fn a_form_asks_for_words_and_takes_none() {
    check(
        payload::modal(&form()),
        &expect![[r#"
        {
          "data": {
            "components": [
              {
                "components": [
                  {
                    "custom_id": "words",
                    "label": "What?",
                    "max_length": 500,
                    "placeholder": "Or nothing",
                    "required": false,
                    "style": 2,
                    "type": 4
                  }
                ],
                "type": 1
              }
            ],
            "custom_id": "note:1",
            "title": "Add"
          },
          "type": 9
        }
    "#]],
    );
}

#[test]
fn a_form_outside_the_limits_does_not_fit() {
    let with = |form: Form| Reply { form: Some(form), ..reply("x") };
    let field = |change: fn(&mut Field)| {
        let mut form = form();
        change(&mut form.field);
        form
    };
    assert!(payload::fits(&with(form())));
    assert!(payload::fits(&with(field(|field| field.hint.clear()))));
    let faulty = [
        Form { id: "i".repeat(101), ..form() },
        Form { id: String::new(), ..form() },
        Form { title: "t".repeat(46), ..form() },
        field(|field| field.label = "l".repeat(46)),
        field(|field| field.label.clear()),
        field(|field| field.hint = "h".repeat(101)),
        field(|field| field.most = 0),
        field(|field| field.most = 4_001),
        field(|field| field.id.clear()),
    ];
    for form in faulty {
        assert!(!payload::fits(&with(form.clone())), "{form:?}");
    }
    for language in Language::ALL {
        let form = Form {
            title: Phrase::NoteAdd.text(language).to_owned(),
            field: Field {
                label: Phrase::NoteAsk.text(language).to_owned(),
                hint: Phrase::NoteHint.text(language).to_owned(),
                ..form().field
            },
            ..form()
        };
        assert!(payload::fits(&with(form)), "{language:?}");
    }
}

#[test]
fn buttons_fill_as_few_rows_as_they_need_and_fill_them_evenly() {
    for (n_buttons, rows) in
        [(1, vec![1]), (5, vec![5]), (6, vec![3, 3]), (7, vec![4, 3]), (11, vec![4, 4, 3]), (25, vec![5; 5])]
    {
        let buttons = (0..n_buttons).map(|idx| button(&idx.to_string(), "x")).collect();
        let reply = Reply { buttons, ..reply("x") };
        assert!(payload::fits(&reply), "{n_buttons}");
        let message = json(payload::message(&reply, MessageId::new(1)));
        let shown = message["components"].as_array().expect("rows are a list").iter();
        let lengths: Vec<usize> = shown.map(|row| row["components"].as_array().map_or(0, Vec::len)).collect();
        assert_eq!(lengths, rows, "{n_buttons}");
        assert_eq!(message["components"][0]["components"][0]["custom_id"], "0", "in their order");
    }
}

#[test]
fn suggestions_stay_within_the_limits() {
    let choice = |name: String| Choice { value: name.clone(), name };
    let mut choices = vec![choice(String::new()), choice("n".repeat(101))];
    choices.extend((0..30).map(|idx| choice(format!("article {idx}"))));
    let payload = json(payload::choices(choices));
    let shown = payload["data"]["choices"].as_array().expect("choices are a list");
    assert_eq!((&payload["type"], shown.len()), (&json!(8), 25));
    assert_eq!(shown[0], json!({"name": "article 0", "value": "article 0"}));
}

#[test]
fn commands_keep_the_rules() {
    // Discord's rule: letters of any script, digits, "-", "_" and "'", no capitals.
    let is_name = |name: &str| {
        let is_fit = |c: char| (c.is_alphanumeric() && !c.is_uppercase()) || matches!(c, '-' | '_' | '\'');
        (1..=32).contains(&name.chars().count()) && name.chars().all(is_fit)
    };
    let is_text = |text: &str| (1..=100).contains(&text.chars().count());
    for language in Language::ALL {
        let names: HashSet<_> = COMMANDS.iter().map(|spec| spec.name.text(language)).collect();
        assert_eq!(names.len(), COMMANDS.len(), "{language:?}");
        for spec in COMMANDS {
            let name = spec.name.text(language);
            match spec.description {
                Some(description) => assert!(is_name(name) && is_text(description.text(language)), "{name}"),
                None => assert!((1..=32).contains(&name.chars().count()) && spec.options.is_empty(), "{name}"),
            }
            assert!(spec.options.len() <= 25 && spec.options.is_sorted_by_key(|option| !option.required), "{name}");
            for option in spec.options {
                let name = option.name.text(language);
                assert!(is_name(name) && is_text(option.description.text(language)), "{name}");
            }
        }
    }
    for command in json(payload::commands()).as_array().expect("commands are a list") {
        assert!(command.to_string().len() <= 8_000);
    }
}

#[test]
fn every_command_that_is_declared_is_understood() {
    use pullquote::bot::{Command, OptionKind, OptionValue};
    for spec in COMMANDS {
        let name = spec.name.text(Language::English);
        if spec.description.is_none() {
            assert!(Command::of_menu(name, "who?").is_some(), "{name}");
            continue;
        }
        let required = spec.options.iter().filter(|option| option.required);
        let options: Vec<_> = required
            .map(|option| {
                let value = match option.kind {
                    OptionKind::Text | OptionKind::Completed => OptionValue::Text("who?".to_owned()),
                    OptionKind::Flag => OptionValue::Flag(true),
                    OptionKind::Page | OptionKind::Channel | OptionKind::Rate => OptionValue::Number(1),
                    OptionKind::File => panic!("no command needs a file"),
                    OptionKind::Language => OptionValue::Text("en".to_owned()),
                };
                (option.name.text(Language::English).to_owned(), value)
            })
            .collect();
        let command = Command::of_slash(name, &options);
        assert!(command.is_some(), "{name}");
        assert_eq!(Command::of_line(&format!("/{name} who?")), command.clone(), "as typed in a chat");
    }
    assert_eq!(Command::of_line("/nonsense"), None);
    assert_eq!(
        Command::of_line("/ask who won? source:a-slug private:true"),
        Some(Command::Ask { question: "who won?".to_owned(), source: Some("a-slug".to_owned()), private: true })
    );
    assert_eq!(Command::of_line("/sources page:2"), Some(Command::Sources { page: 1 }));
    assert_eq!(Command::of_line("/sources 2"), Some(Command::Sources { page: 1 }));
}

/// The commands as Discord returns them.
pub(crate) fn registered() -> Value {
    let mut commands = json(payload::commands());
    for (idx, command) in commands.as_array_mut().expect("commands are a list").iter_mut().enumerate() {
        command["id"] = json!((700 + idx).to_string());
        command["application_id"] = json!("1000");
        command["version"] = json!("1");
        if command["description"].is_null() {
            command["description"] = json!("");
        }
        // Null where nothing is said.
        command["default_member_permissions"] = command["default_member_permissions"].take();
        command["dm_permission"] = json!(true);
        for option in command["options"].as_array_mut().into_iter().flatten() {
            let fields = option.as_object_mut().expect("an option is an object");
            fields.retain(|_, value| !value.is_null() && *value != json!(false) && *value != json!([]));
        }
    }
    commands
}

#[test]
fn commands_are_registered_anew_only_if_something_changed() {
    let is_current = |commands: &Value| {
        let commands: Vec<Command> = serde_json::from_value(commands.clone()).expect("commands are readable");
        payload::is_current(&commands)
    };
    let same = registered();
    assert!(is_current(&same));
    let mut reordered = same.clone();
    reordered.as_array_mut().expect("a list").reverse();
    assert!(is_current(&reordered));

    let changes: [(&str, Value); 20] = [
        ("/0/name", json!("other")),
        ("/0/type", json!(2)),
        ("/0/description", json!("other")),
        ("/0/name_localizations/de", json!("other")),
        ("/0/description_localizations/fr", json!("other")),
        ("/0/options/0/name_localizations/pt-BR", json!("other")),
        ("/6/name", json!("Other")),
        ("/0/contexts", json!([0, 1])),
        ("/0/integration_types", json!([0])),
        ("/0/options", json!([])),
        ("/0/options/0/name", json!("other")),
        ("/0/options/0/description", json!("other")),
        ("/0/options/0/required", json!(false)),
        ("/0/options/0/type", json!(4)),
        ("/0/options/1/autocomplete", json!(false)),
        ("/1/options/0/min_value", json!(0)),
        ("/8/default_member_permissions", Value::Null),
        ("/8/default_member_permissions", json!("8")),
        ("/8/options/0/channel_types", json!([0])),
        ("/8/options/6/choices/0/value", json!("xx")),
    ];
    for (place, value) in changes {
        let mut other = same.clone();
        *other.pointer_mut(place).unwrap_or_else(|| panic!("{place} is there")) = value;
        assert!(!is_current(&other), "{place}");
    }
    let mut fewer = same;
    fewer.as_array_mut().expect("a list").pop();
    assert!(!is_current(&fewer));
}

#[test]
fn lines_that_may_hold_secrets_are_not_logged() {
    let table = [
        ("pullquote::discord", Level::TRACE, true),
        ("serenity", Level::ERROR, true),
        ("serenity::http::client", Level::INFO, false),
        ("serenity::gateway::ws", Level::WARN, false),
        ("serenity_other", Level::TRACE, true),
        ("reqwest::connect", Level::WARN, true),
        ("reqwest::connect", Level::TRACE, false),
        ("tungstenite::protocol", Level::TRACE, false),
        ("hyper_util::client", Level::DEBUG, false),
        ("tantivy", Level::TRACE, true),
    ];
    for (target, level, is_safe) in table {
        assert_eq!(is_safe_to_log(target, level), is_safe, "{target} at {level}");
    }
}
