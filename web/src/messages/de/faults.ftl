## Woran man einen Mangel der Daten sieht; auf Englisch schreibt es der Knoten. Noch nicht von einer Person mit Deutsch als Muttersprache geprüft.

## Woran man einen Mangel sieht

faults-bound = Grenze
faults-compared = verglichen
faults-compared-with = verglichen mit
faults-equal = gleich
faults-share-of-equal-figures = Anteil gleicher Zahlen
faults-usual-share-of-two-periods = üblicher Anteil bei zwei Zeiträumen
faults-events-a-month = Ereignisse im Monat
faults-events-a-month-afterwards = Ereignisse im Monat danach
faults-events-of-all = Ereignisse aller
faults-events-of-theirs = ihre Ereignisse
faults-events-that-name-a-substance-of-it = Ereignisse, die eine Substanz daraus nennen
faults-events-they-tell-again = Ereignisse, die sie noch einmal melden
faults-events-under-the-class-alone = Ereignisse nur unter der Klasse
faults-share-under-the-class = Anteil unter der Klasse
faults-last-page = letzte Seite
faults-categories-that-end-at-that-page = Kategorien, die auf dieser Seite enden
faults-median = Median
faults-new-places-a-month = neue Orte im Monat
faults-places = Orte
faults-places-a-month-afterwards = Orte im Monat danach
faults-places-in-all = Orte insgesamt
faults-places-that-report-in-the-first-month = Orte, die im ersten Monat melden
faults-standard-deviations-below = Standardabweichungen darunter
faults-share-of-all-events = Anteil an allen Ereignissen
faults-next-lower = nächstkleinerer Wert
faults-times-the-next-lower = Vielfaches des nächstkleineren
faults-parts-that-state-a-figure = Teile, die eine Zahl nennen
faults-parts-without-a-figure = Teile ohne Zahl
faults-periods-in-which-the-parts-make-the-total = Zeiträume, in denen die Teile die Summe ergeben
faults-sum-of-its-parts = Summe der Teile
faults-total = Summe
faults-robust-score = robuster Abstand
faults-robust-score-of-a-thousandth-of-it = robuster Abstand eines Tausendstels davon
faults-round-values = runde Werte
faults-share-of-round-values = Anteil runder Werte
faults-values = Werte
faults-value = Wert
faults-rows-that-repeat-an-earlier-one = Zeilen, die eine frühere wiederholen
faults-share-of-all-rows = Anteil an allen Zeilen
faults-such-as = zum Beispiel
faults-places-its-events-would-come-from-if-all-reported = Orte, aus denen die Ereignisse kämen, wenn alle meldeten
