## Was eingeliefert wurde, und eine Datei auf dem Weg hierher. Noch nicht von einer Person mit Deutsch als Muttersprache geprüft.

submit-title = Einlieferungen
submit-send-a-file = Eine Datei einliefern
submit-reading-log = Das Journal wird gelesen …
submit-none = Noch ist nichts eingegangen. Liefern Sie eine Tabelle ein, wie sie auf Ihrer Festplatte liegt: Der Knoten schlägt vor, wie sie zu lesen ist, Sie entscheiden.
submit-in-log =
    { $count ->
        [one] 1 Eintrag
       *[other] { $count } Einträge
    } im Journal: Dateien, und was später über sie gesagt wurde. Nichts wird an Ort und Stelle geändert.
submit-day = Tag
submit-what = was
submit-source = Quelle
submit-rows-column = Zeilen
submit-accepted = angenommen
submit-rejected = abgelehnt
submit-handling = Umgang
submit-it = Stand
submit-file-without-name = eine Datei ohne Namen
submit-file-without-name-title = Eine Datei ohne Namen
submit-earlier-file = eine frühere Datei
submit-erased-on = gelöscht { $day }
submit-erased = gelöscht
submit-withdrawn = zurückgezogen
submit-stands = gilt
submit-entry-withdrawal = <entry>Rücknahme</entry> von <file>einer Datei</file>: <reason>der Grund</reason>
submit-entry-erasure = <entry>Löschung</entry> von <file>einer Datei</file>: <reason>der Grund</reason>
submit-entry-decision = <entry>Entscheidung</entry> über <fault>einen Mangel der Daten</fault>: { $verdict }. <reason>der Grund</reason>
submit-entry-comment = <entry>Kommentar</entry> zu <signal>einem Signal</signal>: <reason>die Worte</reason>
submit-entry-verdict = <entry>Urteil</entry> über <signal>ein Signal</signal>: { $judged }. <reason>der Grund</reason>
submit-verdict-accepted = angenommen
submit-verdict-rejected = abgelehnt
submit-verdict-overridden = anders entschieden
submit-judged-real = echt
submit-judged-false = falsch
submit-judged-unclear = unklar

submit-all = Alle Einlieferungen
submit-one = Einlieferung
submit-reading-it = Sie wird gelesen …
submit-an-erasure = Eine Löschung
submit-a-withdrawal = Eine Rücknahme
submit-who-erased = { $issuer } hat <it>eine Einlieferung</it> am { $day } gelöscht: <reason>der Grund</reason>
submit-who-withdrew = { $issuer } hat <it>eine Einlieferung</it> am { $day } zurückgezogen: <reason>der Grund</reason>
submit-a-decision = Eine Entscheidung über einen Mangel der Daten
submit-who-accepted = { $issuer } hat <fault>den Mangel</fault> am { $day } angenommen: <reason>der Grund</reason>
submit-who-rejected = { $issuer } hat <fault>den Mangel</fault> am { $day } abgelehnt: <reason>der Grund</reason>
submit-who-overrode = { $issuer } hat über <fault>den Mangel</fault> am { $day } anders entschieden: <reason>der Grund</reason>
submit-who-decided = { $issuer } hat über <fault>den Mangel</fault> am { $day } entschieden: <reason>der Grund</reason>
submit-a-verdict = Ein Urteil über ein Signal
submit-who-judged = { $issuer } hat <signal>ein Signal</signal> am { $day } als { $judged } beurteilt: <reason>der Grund</reason>
submit-a-comment = Ein Kommentar zu einem Signal
submit-who-commented = { $issuer } zu <signal>einem Signal</signal>, { $day }: <reason>die Worte</reason>
submit-sent-by = Eingeliefert von { $issuer } am { $day }:
submit-rows =
    { $rows ->
        [one] 1 Zeile
       *[other] { $rows } Zeilen
    } gelesen, { $accepted } angenommen, <bad>{ $rejected } abgelehnt</bad>; { $facts ->
        [one] 1 Fakt.
       *[other] { $facts } Fakten.
    }
submit-was-erased = Sie wurde am { $day } gelöscht: Ihre Datei, ihre Zeilen und ihr Schlüssel sind zerstört.
submit-is-withdrawn = Sie ist zurückgezogen: Ihre Fakten sind seither verborgen und bleiben für Fragen nach früheren Tagen.
submit-see-why = Warum
submit-source-title = Quelle
submit-handling-title = Umgang
submit-handling-is = { $tlp }; für { $purposes }; über { $subjects }
submit-codes = Codes { $codes }
submit-graded = eingestuft als { $grade }
submit-facts-of = Fakten von
submit-facts-in = { $kinds }; Ort: { $place }
submit-replaces = Ersetzt
submit-replaces-nothing = nichts
submit-replaces-same-keys = frühere Zeilen desselben Schlüssels, wo sie später bekannt wurde
submit-replaces-all = alle Fakten der Quelle in { $where }
submit-no-row-means = Keine Zeile heißt
submit-no-row-none = keines: Die Quelle führt jedes Ereignis auf
submit-no-row-unknown = nichts ist bekannt
submit-to-review = Zu prüfen
submit-review-by = bis { $day }
submit-in-the-log = Im Journal
submit-position = Position { $position }
submit-first-row = Ihre erste Zeile
submit-send-later = Eine spätere Datei gleicher Form einliefern
submit-send-instead = Eine Datei einliefern, die an ihre Stelle tritt

submit-other-files = Andere Dateien der Quelle
submit-stands-in-for = Sie steht an Stelle von
submit-in-its-place = An ihrer Stelle steht
submit-before-it = Vor ihr kam
submit-after-it = Nach ihr kam
submit-later-counts = Von Zeilen mit demselben Schlüssel zählt die später bekannte; die Seite einer Zeile sagt, welche.
submit-among-thousand = Gesucht unter tausend Einträgen um sie herum.

submit-withdraw-it = Zurückziehen
submit-erase-it = Löschen
submit-hidden-already = Sie ist schon verborgen. Löschen zerstört ihre Datei, ihren Schlüssel und ihre Fakten für jeden Tag.
submit-withdraw-note = Was irrtümlich eingeliefert wurde oder weg muss, wird verborgen oder gelöscht; das Journal nennt es, mit dem Grund.
submit-erase-open = Löschen …
submit-withdraw-open = Zurückziehen …
submit-withdraw-window = Die Einlieferung zurückziehen
submit-erase-file = <file>Die Datei</file> löschen
submit-hide-file = <file>Die Datei</file> verbergen
submit-how-far-legend = Wie weit
submit-hide-means = Verbergen: Ihre Fakten zählen von heute an nicht mehr
submit-erase-means = Löschen: Nichts bleibt von ihr, für keinen Tag
submit-will-happen = Was geschehen wird
submit-will-hide =
    { $facts ->
        [one] 1 Fakt
       *[other] { $facts } Fakten
    } aus { $rows ->
        [one] 1 Zeile wird
       *[other] { $rows } Zeilen werden
    } von heute an verborgen.
submit-still-seen = Fragen nach früheren Tagen sehen sie weiterhin, und vergangene Listen bleiben, wie sie waren.
submit-mended-stay = Abgelehnte Zeilen von ihr, die berichtigt und noch einmal eingeliefert wurden, sind eigene Einlieferungen und bleiben.
submit-file-stays = Die Datei bleibt; sie kann später gelöscht werden. Eine andere Datei kann an ihre Stelle treten.
submit-will-erase = Die Datei, ihr Schlüssel, { $facts ->
        [one] 1 Fakt
       *[other] { $facts } Fakten
    } und { $rejected ->
        [one] 1 abgelehnte Zeile
       *[other] { $rejected } abgelehnte Zeilen
    } werden für jeden Tag zerstört.
submit-signals-rested = Signale, die auf ihr beruhten, können nicht mehr noch einmal berechnet werden; ihre Seiten sagen es.
submit-log-stays = Dass sie hier war, der Umgang mit ihr und der Grund bleiben im Journal. <strong>Das lässt sich nicht rückgängig machen.</strong>
submit-why = Warum? Nennen Sie keine Person: Diese Worte bleiben im Journal.
submit-sure-to-erase = Ich weiß, dass sie von diesem Knoten nicht zurückgeholt werden kann
submit-erasure-title = Sie wartet darauf, gelöscht zu werden
submit-erasure-asked = { $name } hat am { $day } darum gebeten, dass sie endgültig gelöscht wird: <reason></reason>
submit-erasure-another = Niemand löscht allein: Stimmen Sie zu, ist sie weg; lehnen Sie ab, bleibt sie.
submit-erasure-mine = Sie haben darum gebeten: Jemand anderes, der über sie entscheiden darf, stimmt zu oder lehnt ab.
submit-erasure-agree = Zustimmen: endgültig löschen
submit-erasure-refuse = Ablehnen: Sie bleibt
submit-erasure-take-back = Zurücknehmen
submit-erase-waits = Noch nichts: Es wartet, bis jemand anderes zustimmt, der über sie entscheiden darf. Dann:
submit-erase-ask = Um Löschung bitten
submit-waits-to-be-erased = wartet auf Löschung
submit-waiting-to-be-erased =
    { $count ->
        [one] Eine wartet auf die Antwort, ob sie gelöscht wird:
       *[other] { $count } warten auf die Antwort, ob sie gelöscht werden:
    }
submit-erase-for-good = Endgültig löschen
submit-hide-it = Verbergen
submit-leave = Lassen, wie es ist

submit-the-file = Die Datei
submit-drop = Legen Sie eine Tabelle irgendwo auf dieser Seite ab, wie sie auf Ihrer Festplatte liegt: CSV mit jedem üblichen Trennzeichen und jeder üblichen Kodierung, XLSX, JSON Lines, Parquet, auch als gzip oder zip. Nichts wird gespeichert, bevor Sie es sagen.
submit-describing = Sie waren dabei, <file>eine Datei</file> zu beschreiben: Wählen Sie sie noch einmal, und was Sie über sie gesagt haben, gilt.
submit-file = Datei
submit-choose = Datei wählen
submit-choose-another = Andere Datei wählen
submit-put-away = Weglegen und neu beginnen
submit-not-this = Das nicht
submit-one-at-a-time = Eine Datei auf einmal: { $count } wurden abgelegt. Wählen Sie eine.
submit-empty = { $file } ist leer oder ein Ordner: Es gibt darin nichts zu lesen.
submit-drop-here = Legen Sie sie ab: Sie wird gelesen und noch nicht gespeichert
submit-how-to-read = Wie sie zu lesen ist
submit-as-node-proposes = wie der Knoten vorschlägt
submit-like-file = wie { $file }, { $day }
submit-like-submission = wie Einlieferung { $id }
submit-will-stand-in = Sie wird an die Stelle <it>einer zurückgezogenen Einlieferung</it> treten.
submit-does-not-stand-in = Das soll sie nicht
submit-part = Teil davon
submit-choose-one = bitte wählen
submit-parts = Es gibt { $count }; für einen anderen wird neu vorgeschlagen.

submit-sending = Wird übertragen: { $come } von { $of } sind angekommen
submit-sending-unknown = Wird übertragen: { $come } einer unbekannten Größe sind angekommen
submit-waiting = Wartet, bis es an der Reihe ist: Andere Arbeit ist im Gang
submit-stopping = Wird angehalten …
submit-steps = { $done } von { $of } getan
submit-reading = Wird gelesen: { $read } von { $of }
submit-ordering = Gelesen; wird geordnet …
submit-at-work = In Arbeit …
submit-how-far = Wie weit es ist
submit-was-stopped = Es wurde angehalten: Nichts wurde gespeichert.
submit-file-gone = Die Datei hat sich geändert oder ist weg, seit sie gewählt wurde: Wählen Sie sie noch einmal.
submit-asked-again = { $why } Es wird noch einmal gefragt; die Datei ist schon beim Knoten.
submit-characters = { $count } Zeichen

submit-first-rows = Ihre ersten Zeilen, und wie sie gelesen werden
submit-a-row-is = Eine Zeile ist
submit-say-what = Wo eine Spalte für etwas gehalten wurde, das sie nicht ist, sagen Sie, was sie enthält.
submit-no-row-read = So lässt sich keine Zeile lesen
submit-rows-of-file = Zeilen der Datei
submit-row = Zeile
submit-what-holds = Was die Spalte { $column } enthält
submit-as-node-finds = wie der Knoten es findet
submit-another-thing = etwas anderes
submit-as-you-say = wie Sie sagen
submit-beyond-header = jenseits der Kopfzeile
submit-withheld = vorenthalten
submit-rejected-in = abgelehnt, <column>die Spalte</column>: <reason>der Grund</reason>
submit-rejected-for = abgelehnt: <reason>der Grund</reason>
submit-and-more = und { $count } weitere
submit-first-columns = Die ersten { $most } von { $count } Spalten.
submit-kind-observation = eine Zahl für einen Zeitraum
submit-kind-case = ein Ereignis einer Fallliste
submit-kind-seizure = eine Sicherstellung
submit-kind-sample = eine Probe
submit-kind-price = ein Preis
submit-kind-cultivation = eine Anbaufläche
submit-kind-dispensing = abgegebene Arzneimittel
submit-kind-listing = ein Angebot eines Online-Markts
submit-group-any = Jede Zeile
submit-group-time = Zeit
submit-group-people = Menschen
submit-group-seizures = Sicherstellungen
submit-group-samples = Proben
submit-group-prices = Preise
submit-group-other = Anbau, Abgabe, Angebote
submit-holds-when = wann: ein Tag oder Zeitraum
submit-holds-place = wo
submit-holds-substance = welche Substanz
submit-holds-figure = eine Zahl: Anzahl, Rate oder Anteil
submit-holds-amount = eine Menge: Masse, Volumen, Dosen
submit-holds-unit = die Einheit der Zahl
submit-holds-breakdown = ein Teil, für den Zahlen gelten
submit-holds-number = was Zeilen unterscheidet
submit-holds-text = Sätze, die Substanzen nennen
submit-holds-flag = ja oder nein für eine Substanz
submit-holds-nothing = wird nicht gelesen
submit-holds-year = das Jahr
submit-holds-month = der Monat
submit-holds-quarter = das Quartal
submit-holds-reported = der Tag der Meldung
submit-holds-age = Alter in Jahren
submit-holds-sex = Geschlecht
submit-holds-departure = woher es kam
submit-holds-destination = wohin es ging
submit-holds-transport = wie es befördert wurde
submit-holds-concealment = wie es versteckt war
submit-holds-installation = Art des Ortes der Sicherstellung
submit-holds-sample = Nummer der Probe
submit-holds-sold-as = als was es verkauft wurde
submit-holds-purity = Reinheit
submit-holds-share = Anteil einer Substanz darin
submit-holds-laboratory = Labor
submit-holds-price = Preis
submit-holds-low-price = niedrigster Preis
submit-holds-high-price = höchster Preis
submit-holds-currency = Währung
submit-holds-level = Stufe des Marktes
submit-holds-area = Anbaufläche
submit-holds-eradicated = vernichtete Anbaufläche
submit-holds-dispensed = abgegebene Arzneimittel
submit-holds-buyer = Käufer
submit-holds-vendor = Verkäufer

submit-understood = Was verstanden wurde
submit-as-proposed =
    { $rows ->
        [one] 1 von { $tried } Zeilen am Anfang der Datei lässt
       *[other] { $rows } von { $tried } Zeilen am Anfang der Datei lassen
    } sich wie vorgeschlagen lesen.
submit-guesses =
    { $count ->
        [one] Von { $all } unten vorgeschlagenen Antworten ist <many>1 geraten:</many>
       *[other] Von { $all } unten vorgeschlagenen Antworten sind <many>{ $count } geraten:</many>
    } Sehen Sie diese zuerst an.
submit-put-right = Was falsch ist, kann hier berichtigt werden; die Zeilen oben zeigen, was daraus wird.
submit-choices = Die Angaben
submit-proposal = Vorschlag
submit-sure = sicher?
submit-because = weil
submit-example = zum Beispiel
submit-is-sure = sicher
submit-is-likely = wahrscheinlich
submit-is-guess = geraten
submit-below = { $what }: unten
submit-left-out =
    { $count ->
        [one] 1 Spalte wird
       *[other] { $count } Spalten werden
    } nicht gelesen
submit-unread-rows = Zeilen, die sich nicht wie vorgeschlagen lesen lassen
submit-in-column = { $question }, in <name>der Spalte</name>
submit-is-so = Es ist so
submit-to-decide = zu entscheiden
submit-decided = entschieden
submit-not-said = Was die Datei nicht sagt
submit-still-open =
    { $count ->
        [one] <many>1 von { $all } Fragen ist noch offen.</many>
       *[other] <many>{ $count } von { $all } Fragen sind noch offen.</many>
    } Die Datei kann vorher erprobt werden und wird danach gespeichert.
submit-all-decided = Alles ist entschieden.
submit-name-and-handling = Name und Umgang
submit-mapping = Die Zuordnung
submit-mapping-note = Sie sagt, was die Spalten bedeuten, und wird mit der Datei aufbewahrt. Was Sie oben wählen, wird hier geschrieben; ändern Sie, was Sie wollen. <kbd>Strg</kbd> <kbd>Eingabe</kbd> probiert sie aus.
submit-mapping-from-file = Eine Zuordnung aus einer Datei
submit-take-from-file = Aus einer Datei nehmen
submit-keep-as-file = Als Datei aufbewahren
submit-no-mapping = Eine Zuordnung ist ein Text von höchstens 256 KB: Das ist keine.
submit-tlp-clear = TLP:CLEAR, alle dürfen es sehen
submit-tlp-green = TLP:GREEN, die Gemeinschaft darf
submit-tlp-amber = TLP:AMBER, die es brauchen, und ihre Kunden; hier versiegelt
submit-tlp-amber-strict = TLP:AMBER+STRICT, die es in der Organisation brauchen; hier versiegelt
submit-tlp-red = TLP:RED, nur namentlich genannte Personen; hier versiegelt
submit-subjects-none = niemanden: Summen, Substanzen, Orte
submit-subjects-deceased = Menschen, die gestorben sind
submit-subjects-service-users = Menschen, die einen Dienst nutzen
submit-subjects-suspects = Verdächtige
submit-subjects-victims-and-witnesses = Opfer und Zeugen
submit-about-none = niemanden
submit-about-deceased = Verstorbene
submit-about-service-users = Menschen, die einen Dienst nutzen
submit-about-suspects = Verdächtige
submit-about-victims-and-witnesses = Opfer und Zeugen
submit-missing-suppressed = unterdrückt: Es gibt eine Zahl, und sie wird nicht gezeigt
submit-missing-not-available = nicht verfügbar: Es gibt keine Zahl
submit-what-missing = Was { $name } bedeutet, wo eine Zahl stehen sollte
submit-which-substance = Welche Substanz es ist
submit-where-is = Wo { $name } liegt
submit-which-substance-is = Welche Substanz { $name } ist
submit-what-is-called = Wie { $name } heißt
submit-where-it-is = Wo es ist
submit-absent-zero = null: Die Quelle führt jedes Ereignis auf
submit-absent-unknown = unbekannt: Sie hat vielleicht nicht hingesehen
submit-repeats-ordinal = sind verschiedene Ereignisse
submit-basis-occurred = der des Ereignisses
submit-basis-reported = der der Meldung
submit-ask-licence = Unter welchen Bedingungen die Datei genutzt werden darf
submit-ask-title = Wie man sie nennt
submit-ask-source = Name der Quelle: für alle späteren Dateien beibehalten
submit-ask-kind = Wovon eine Zeile handelt
submit-ask-coverage = Der größte Ort, den die Zeilen abdecken
submit-ask-absent = Was ein Zeitraum ohne Zeile bedeutet
submit-ask-indicator = Was gezählt oder gemessen wird
submit-ask-retention-years = Jahre, bis jemand sagen muss, ob sie behalten wird
submit-ask-handling-tlp = Wer sie sehen darf
submit-ask-handling-purposes = Wofür sie genutzt werden darf
submit-ask-handling-subjects = Von wem die Zeilen handeln
submit-ask-known-at-days-after-period = Tage vom Ende eines Zeitraums, bis seine Zahlen bekannt sind
submit-ask-place-constant = Wo jede Zeile liegt
submit-ask-place-default = Wo eine Zeile liegt, deren Zelle leer oder unbekannt ist
submit-ask-place-columns = Spalten, die sagen, wo
submit-ask-key-repeats = Zeilen, die in allen Spalten übereinstimmen
submit-ask-file-decimal = Das Zeichen vor Dezimalstellen
submit-ask-file-thousands = Das Zeichen zwischen Tausendern
submit-ask-file-member = Welche Datei darin
submit-ask-file-sheet = Welches Blatt
submit-ask-measure-unit = In welcher Einheit
submit-ask-measure-from = Die Einheit in der Datei, in Kilogramm umgerechnet
submit-ask-subgroup-name = Wie der Teil heißt
submit-ask-period-forms = Wie Zeiträume geschrieben sind
submit-ask-period-formats = Wie Tage geschrieben sind
submit-ask-period-cadence = Wie oft es Zahlen gibt
submit-ask-period-constant = Der Zeitraum jeder Zeile
submit-ask-period-basis = Welcher Tag es ist
submit-ask-place-within = Innerhalb welchen Ortes Namen gesucht werden
submit-ask-place-after = Das Zeichen, nach dem der Ort steht
submit-ask-key-columns = Spalten, die Zeilen unterscheiden
submit-ask-known-at-because = Warum das angenommen wird
submit-ask-file-encoding = Wie Buchstaben als Bytes geschrieben sind
submit-ask-file-separator = Das Zeichen zwischen Zellen
submit-ask-file-header-row = Die Zeile mit den Spaltennamen
submit-ask-sample-unit = In welcher Einheit
submit-ask-seizure-unit = In welcher Einheit
submit-ask-price-currency = In welcher Währung
submit-ask-price-per = Für wie viel
submit-ask-price-level = Auf welcher Stufe des Marktes

submit-try-whole = An der ganzen Datei ausprobieren
submit-try = Ausprobieren
submit-try-again = Noch einmal ausprobieren
submit-nothing-stored = Nichts wird gespeichert.
submit-before-change = Vor Ihrer letzten Änderung:
submit-first-reasons = Die ersten { $most } von { $count } Gründen.
submit-unresolved =
    { $count ->
        [one] 1 Name bleibt
       *[other] { $count } Namen bleiben
    }, wie geschrieben: Das Vokabular hat nichts Passendes
submit-in-rows = in { $count ->
        [one] 1 Zeile
       *[other] { $count } Zeilen
    }
submit-store = Speichern
submit-store-file = Die Datei speichern
submit-go-to-first =
    { $count ->
        [one] 1 Frage ist
       *[other] { $count } Fragen sind
    } noch offen: zur ersten
submit-open-are = Sie kann gespeichert werden, sobald dies entschieden ist: { $choices }.
submit-is-stored = Sie ist gespeichert
submit-stands-already = Sie gilt schon
submit-none-stored = Nichts wurde gespeichert
submit-same-file = Dieselbe Datei kam schon mit derselben Zuordnung: Nichts wurde doppelt gespeichert. <it>Sehen Sie, was gilt</it>.
submit-every-rejected = Jede Zeile wurde abgelehnt. Berichtigen Sie die Zuordnung oder die Datei, und liefern Sie sie noch einmal ein.
submit-back-to-mapping = Zurück zur Zuordnung
submit-to-submission = <it>Die Einlieferung</it>: der Umgang mit ihr, ihre Zeilen, sie zurückziehen
submit-to-mend =
    { $count ->
        [one] <mend>Die 1 abgelehnte Zeile</mend>
       *[other] <mend>Die { $count } abgelehnten Zeilen</mend>
    } an Ort und Stelle berichtigen und noch einmal einliefern
submit-to-faults =
    { $count ->
        [0] In ihrer Quelle wurde kein neuer Mangel der Daten gefunden
        [one] <faults>1 neuer Mangel der Daten</faults> in ihrer Quelle gefunden
       *[other] <faults>{ $count } neue Mängel der Daten</faults> in ihrer Quelle gefunden
    }
submit-to-look = In der Quelle wurde nicht nach Mängeln der Daten gesucht: <jobs>eine Suche verlangen</jobs>
submit-to-jobs = <jobs>Die Aufträge</jobs>: ob nach Signalen gesucht wird, und was gefunden wird (das war Auftrag { $job })
submit-names-kept = Namen, die bleiben, wie sie geschrieben sind, weil nichts im Vokabular zu ihnen passt
submit-send-another = Noch eine Datei einliefern
submit-rejected-rows = Abgelehnte Zeilen
submit-column = Spalte
submit-value = Wert
submit-why-and-what = warum, und was zu tun ist
submit-whole-row = ganze Zeile

submit-were-rejected =
    { $count ->
        [one] 1 Zeile wurde
       *[other] { $count } Zeilen wurden
    } abgelehnt
submit-mend-note = Berichtigen Sie die Zellen und liefern Sie die geänderten Zeilen ein: Sie werden eine eigene Einlieferung mit derselben Zuordnung. Was gilt, wird nicht geändert. <rows>Holen Sie sie als Datei</rows>, um sie anderswo zu berichtigen, oder <reasons>die Liste der Gründe</reasons>.
submit-reading-rows = Die Zeilen werden gelesen …
submit-mended-since =
    { $count ->
        [one] 1 Zeile wurde
       *[other] { $count } Zeilen wurden
    } seither berichtigt und angenommen; { $left ->
        [0] keine ist übrig.
        [one] 1 Zeile ist übrig.
       *[other] { $left } Zeilen sind übrig.
    }
submit-why-rejected = warum sie abgelehnt wurde
submit-cell = { $column }, Zeile { $row }
submit-reads = lautet <text>der Text</text>
submit-is-mended = berichtigt und angenommen als <it>eigene Einlieferung</it>
submit-still-wrong = Noch immer: <why>der Grund</why>
submit-more-rows =
    { $count ->
        [one] 1 weitere Zeile
       *[other] { $count } weitere Zeilen
    }
submit-rows-not-here =
    { $count ->
        [one] 1 Zeile ist
       *[other] { $count } Zeilen sind
    } nicht hier: mit dem Schlüssel einer anderen Zeile, an deren Stelle ihre Zahl träte.
submit-try-them = Ausprobieren
submit-send-mended =
    { $count ->
        [one] 1 berichtigte Zeile
       *[other] { $count } berichtigte Zeilen
    } einliefern
submit-change-first = Ändern Sie zuerst eine Zelle.
submit-mended-stored = { $accepted } von { $read } angenommen und gespeichert als <it>eigene Einlieferung</it>.
submit-mended-tried = { $accepted } von { $read } würden angenommen. Noch ist nichts gespeichert.
submit-mended-repeated = Diese Zeilen gelten schon als <it>eine Einlieferung</it>.
submit-mended-rejected = Jede von ihnen wurde wieder abgelehnt: Nichts wurde gespeichert.
submit-mended-unknown =
    { $count ->
        [one] Dieser Name bleibt, wie er geschrieben ist, denn kein Vokabular kennt ihn:
       *[other] Diese Namen bleiben, wie sie geschrieben sind, denn kein Vokabular kennt sie:
    } { $names }.
submit-no-such-letter = „{ $letter }“ lässt sich in { $encoding }, der Kodierung dieser Quelle, nicht schreiben: Schreiben Sie es anders.

submit-the-submission = Die Einlieferung
submit-row-of = Zeile { $row } von <file>der Datei</file>
submit-row-number = Zeile { $row }
submit-no-row-number = Die Adresse einer Zeile endet mit ihrer Nummer: /submissions/…/rows/2.
submit-reading-file = Die Datei wird gelesen …
submit-was-rejected = Sie wurde abgelehnt
submit-was-mended = Sie wurde beim Eingang abgelehnt, seither berichtigt und <it>steht in einer späteren Datei</it>.
submit-mend-rows = Die abgelehnten Zeilen berichtigen
submit-as-it-stood = Wie sie dastand
submit-cell-withheld = vorenthalten: Herkunft, Glaube und Namen werden nie gezeigt
submit-cell-missing = die Zeile endet davor
submit-cell-empty = leer
submit-looking = Es wird gesucht, was daraus wurde …
submit-what-it-says = Was sie sagt
submit-facts = Fakten
submit-of = wovon
submit-where = wo
submit-when = wann
submit-figure = Zahl
submit-as-stated = angegeben als { $figure } { $unit }
submit-with-purity = Reinheit { $percent }
submit-one-sample = eine Probe
submit-one-seizure = eine Sicherstellung
submit-known-since = bekannt seit
submit-no-substance = keine Substanz
submit-not-shown = nicht gezeigt
submit-not-known = nicht bekannt
submit-fact-current = zählt
submit-fact-replaced = ersetzt
submit-fact-withdrawn = zurückgezogen
submit-fact-not-stored-yet = an jenem Tag noch nicht gespeichert
submit-fact-not-known-yet = an jenem Tag noch nicht bekannt
submit-by-row = durch <it>Zeile { $row } einer späteren Datei</it>
submit-by-withdrawal = durch <it>einen späteren Eintrag</it>
submit-no-fact = Nichts: Sie ergab keinen Fakt.
submit-part-of = Zahlen, in die sie eingeht
submit-figures = Zahlen
submit-series = Reihe
submit-the-figure = die Zahl
submit-row-in-it = diese Zeile darin
submit-no-figure = Keine, die mit Stand vom { $day } zählt.
submit-signals = Signale, die auf ihr beruhen
submit-signals-table = Signale
submit-findings =
    { $count ->
        [one] 1 Befund hat
       *[other] { $count } Befunde haben
    } sie verwendet.
submit-signal = Signal
submit-list-of = Liste vom
submit-finding = Befund
submit-used-as = verwendet als
submit-used-figure = Teil dessen, was auffiel
submit-used-history = Vergangenheit, mit der verglichen wurde
submit-first = Die ersten { $count }.
submit-no-finding = Kein Befund einer gespeicherten Liste hat sie verwendet.
