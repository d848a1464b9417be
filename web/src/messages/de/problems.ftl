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

## Was sie sagen

problems-says-no-token = Melden Sie sich an; oder öffnen Sie, wo der Knoten keine Konten hat, den Link, den „watchfire serve“ beim Start ausgegeben hat. Programme senden ein Token als „Authorization: Bearer TOKEN“.
problems-says-not-let-in = Name, Passwort oder Code ist falsch, oder das Konto ist geschlossen. Was davon, wird nicht gesagt.
problems-says-too-many-tries = Zu viele vergebliche Versuche; der nächste ist in { $seconds } s möglich.
problems-says-codes-first = Dieser Knoten verlangt von Konten wie Ihrem Einmalcodes. Richten Sie sie auf der Seite „Konto“ ein; dann öffnet sich alles, was Ihr Konto sehen darf.
problems-says-sign-in-again = Das überdauert Ihre Sitzung, und Sie haben sich vor mehr als einer Viertelstunde angemeldet. Melden Sie sich ab und wieder an und versuchen Sie es erneut: So tut es niemand an einem Bildschirm, den Sie verlassen haben.
problems-says-not-allowed = Keine Regel dieses Knotens erlaubt das Ihrem Konto für den Zweck, für den Sie handeln. Rollen und Zwecke vergibt, wer den Knoten betreibt.
problems-says-no-provider = Die Anmeldung mit Konten des Anbieters ist gerade nicht möglich. Wer den Knoten betreibt, erfährt, warum.
problems-says-no-invitation = Die Einladung gilt nicht: Sie wurde benutzt, ist abgelaufen oder wurde nie ausgestellt. Bitten Sie um eine neue.
problems-says-password-too-short = Das Passwort passt nicht: Es hat weniger als 12 Zeichen. Mehrere Wörter ergeben ein gutes.
problems-says-password-too-long = Das Passwort passt nicht: Es hat mehr als 128 Zeichen.
problems-says-password-holds-name = Das Passwort passt nicht: Es enthält den Namen des Kontos.
problems-says-password-tried = Das Passwort passt nicht: Es ist eines, das alle versuchen.
problems-says-taken = Es gibt schon ein Konto „{ $name }“.
problems-says-bad-name = „{ $name }“ kann kein Name sein: Schreiben Sie 2 bis 60 kleine Buchstaben ohne Akzent, Ziffern, „.“, „-“ oder „_“, zuerst einen Buchstaben.
problems-says-one-line = Namen, Organisation und Einheit sind eine Zeile mit höchstens 200 Zeichen, der Name eines Tokens eine mit höchstens 60; leer darf nur die Einheit sein.
problems-says-no-role = Ein Konto braucht mindestens eine Rolle.
problems-says-no-purpose = Ein Konto braucht mindestens einen Zweck.
problems-says-not-their-purpose = Das Konto nennt diesen Zweck nicht.
problems-says-token-days = Ein Token gilt 1 bis { $days } Tage.
problems-says-first-administrates = Das erste Konto muss die Rolle Betrieb haben: Sonst könnte niemand weitere anlegen.
problems-says-last-administrator = „{ $name }“ ist das einzige Konto mit der Rolle Betrieb: Legen Sie zuerst ein anderes an.
problems-says-of-length = „{ $name }“ hat { $from } bis { $to } Zeichen.
problems-says-too-slow = Das Dokument kam nicht rechtzeitig vollständig an. Senden Sie es noch einmal.
problems-says-too-many-jobs = { $most } Aufträge sind unerledigt; versuchen Sie es wieder, wenn einige erledigt sind.
problems-says-full-disk = Die Festplatte ist voll; nichts wurde gespeichert. Schaffen Sie Platz und senden Sie es noch einmal.
problems-says-stopped = Es wurde angehalten, bevor es fertig war; nichts davon wurde gespeichert.
problems-says-internal = Der Server konnte nicht antworten. Was schiefging, steht als Fehler { $reference } dort, wo „watchfire serve“ läuft; „watchfire doctor“ sieht den Knoten durch.
