## Der Rahmen jeder Seite. Noch nicht von einer Person mit Deutsch als Muttersprache geprüft.

frame-skip = Zum Inhalt
frame-pages = Seiten
frame-find = Suchen oder gehen zu <kbd>/</kbd>
frame-asking = Der Knoten wird gefragt …
frame-no-load = Diese Seite konnte nicht geladen werden
frame-no-load-why = Laden Sie sie neu; vielleicht wurde das Programm durch ein neueres ersetzt.
frame-no-page = Hier gibt es keine Seite
frame-no-page-why = Nichts hat die Adresse <code>{ $path }</code>.
frame-no-page-nearest = <near>Zu { $page }</near> oder <home>zu den Signalen</home>.
frame-no-page-home = <home>Zu den Signalen</home>.
frame-not-in = Dieser Browser hat noch keinen Zugang
frame-not-in-why = Öffnen Sie den Link, den <code>watchfire serve</code> beim Start ausgegeben hat: Er endet mit <code>?token=</code> und einem Geheimnis. Bei jedem Start ist es ein anderes.
frame-no-answer = Der Knoten antwortet nicht
frame-ask-again = Noch einmal fragen
frame-language = Sprache
frame-not-reviewed = Diese Übersetzung ist noch nicht von einer Person mit Deutsch als Muttersprache geprüft.
frame-external = Anmelden mit { $name }
