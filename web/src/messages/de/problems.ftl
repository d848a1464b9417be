## Was der Knoten ablehnt; auf Englisch sagt er es selbst. Noch nicht von einer Person mit Deutsch als Muttersprache geprüft.

## Überschriften der Meldungen des Knotens

problems-bad-account = Das Konto kann so nicht sein
problems-bad-decision = Die Entscheidung widerspricht sich
problems-bad-document = Das Dokument passt nicht
problems-bad-file = Die Datei wurde abgelehnt
problems-bad-order = Die Tage stehen in falscher Reihenfolge
problems-bad-parameter = Eine Angabe passt nicht
problems-bad-password = Das Passwort passt nicht
problems-bad-settings = Das Verfahren lehnt ab
problems-bad-share = Der Anteil liegt außerhalb des Bereichs
problems-bad-statement = Die Aussage passt nicht
problems-bad-text = Der Text passt nicht
problems-bad-truth = Die bekannten Ereignisse können nicht verwendet werden
problems-busy = Der Knoten ist beschäftigt
problems-codes-first = Richten Sie zuerst Einmalcodes ein
problems-conflict = Es widerspricht dem, was gilt
problems-ended-early = Es endete vorzeitig
problems-erased = Es wurde gelöscht
problems-full-disk = Die Festplatte ist voll
problems-internal = Der Server konnte nicht antworten
problems-interrupted = Der Server wurde inzwischen beendet
problems-no-invitation = Die Einladung gilt nicht
problems-no-provider = Der Anbieter der Konten kann nicht gefragt werden
problems-no-run = Es wurde noch keine Liste berechnet
problems-no-such-method = Diese Adresse kennt den Befehl nicht
problems-no-token = Der Zugang fehlt oder ist falsch
problems-not-a-table = Das Original kann nicht zeilenweise gezeigt werden
problems-not-acceptable = Die Antwort ist von anderer Art
problems-not-allowed = Ihr Konto darf das nicht
problems-not-found = Das gibt es nicht
problems-not-let-in = Damit öffnet sich dieser Knoten nicht
problems-not-recorded = Es konnte nicht protokolliert werden
problems-other-content = Was gesendet wurde, ist von anderer Art
problems-other-host = Die Anfrage nennt einen anderen Rechner
problems-other-origin = Die Anfrage kommt von einer anderen Website
problems-retention = So lange wird es nicht aufbewahrt
problems-sign-in-again = Melden Sie sich zuerst neu an
problems-stopped = Es wurde angehalten
problems-taken = Der Name ist vergeben
problems-too-large = Was gesendet wurde, ist zu groß
problems-too-many-jobs = Zu viele Aufträge sind unerledigt
problems-too-many-tries = Zu viele vergebliche Versuche
problems-too-slow = Was gesendet wurde, kam nicht an
