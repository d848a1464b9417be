## Betrieb des Knotens. Noch nicht von einer Person mit Deutsch als Muttersprache geprüft.

node-title = Knoten
node-what-it-is = Für alle, die diesen Knoten betreiben. Der Betrieb zeigt keine Daten: Was hier steht, nennt das Eingelieferte nur nach seiner Kennzeichnung.

node-health = Zustand
node-is-well = { $issuer } antwortet, mit Watchfire { $version }.
node-detects = Er sucht { $every } (UTC) und nach Einlieferungen.
node-detects-not = Er sucht nach Einlieferungen und zu keiner anderen Zeit.
node-prove = Jede Signatur und Datei beweisen
node-look-over = Nach Resten eines Absturzes suchen
node-prove-note = Der Beweis endet mit dem Kopf des Protokolls: Notieren Sie ihn anderswo, damit ein neu geschriebenes Protokoll auffiele.

node-retention = Wie lange das Eingelieferte aufbewahrt wird
node-retention-note = Aus retention.toml neben dem Journal. Was unten steht, geschieht an seinem Tag; einmal am Tag tut der Knoten es von selbst.
node-retention-rules = Regeln der Aufbewahrung
node-about = Über
node-after-review = Wenn der Tag der Prüfung vorbei ist
node-at-the-longest = Längstens
node-then-ask = es wartet, bis jemand entscheidet
node-then-erase =
    { $days ->
        [0] es wird gelöscht, falls niemand entschieden hat, es zu behalten
        [one] es wird einen Tag später gelöscht, falls niemand entscheidet, es zu behalten
       *[other] es wird { $days } Tage später gelöscht, falls niemand entscheidet, es zu behalten
    }
node-years =
    { $years ->
        [one] 1 Jahr, was auch entschieden wird
       *[other] { $years } Jahre, was auch entschieden wird
    }
node-no-end = keine Grenze
node-within = Was geschieht innerhalb von
node-days = { $days } Tagen
node-due = Was geschehen wird
node-when = Wann
node-what = Was
node-submission = Einlieferung
node-rows = Zeilen
node-kept = Behalten, weil
node-has-come = dieser Tag ist da
node-fate-decide = jemand muss entscheiden
node-fate-erase-unless-kept = es wird gelöscht, falls niemand entscheidet, es zu behalten
node-fate-erase = es wird gelöscht
node-nothing-due = In dieser Zeit ist nichts zu prüfen oder zu löschen.
node-erase-now =
    { $count ->
        [one] 1 Einlieferung jetzt löschen; das lässt sich nicht rückgängig machen
       *[other] { $count } Einlieferungen jetzt löschen; das lässt sich nicht rückgängig machen
    }

node-rules = Regeln, wer was sieht und tut
node-rules-note = Was keine Regel erlaubt, ist für jemanden nicht da; was eine Regel verbietet, hebt keine andere auf. Eigene Regeln des Knotens stehen in policies/ neben dem Journal.
node-rule = Regel
node-says = Was sie sagt
node-from = Woher
node-permits = erlaubt
node-forbids = verbietet
node-shipped = mitgeliefert

node-tokens = Token von Programmen
node-whose = Wessen
node-token = Token
node-may = Darf
node-for = Für
node-until = Bis (UTC)
node-revoked = widerrufen
node-revoke = Widerrufen
node-no-tokens = Kein Programm hat ein Token.
