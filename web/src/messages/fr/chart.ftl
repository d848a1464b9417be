## Les graphiques des séries. Pas encore relu par une personne de langue maternelle française.

chart-latest = Le dernier chiffre est { $figure } ({ $period }).
chart-latest-expected = Le dernier chiffre est { $figure } ({ $period }), pour { $expected } attendus.
chart-no-figure = Aucun chiffre n’est connu.
chart-alarms =
    { $count ->
        [one] { $count } alarme est tracée : { $periods }.
       *[other] { $count } alarmes sont tracées : { $periods }.
    }
chart-last-alarms = { $count } alarmes sont tracées, les six dernières : { $periods }.
chart-no-alarm = Aucune alerte.
chart-no-method = Aucune méthode ne l’a examinée.
chart-expected-figure = attendu { $figure }
chart-alarm-above = alerte au-dessus de { $figure }
chart-alarm-below = alerte au-dessous de { $figure }
chart-as-table = Chiffres en tableau
chart-period = période
chart-figure = chiffre
chart-expected = attendu
chart-bound = seuil
chart-probably = probablement, une fois tout reçu
chart-alarm = alerte
chart-rows = lignes
chart-rows-behind = lignes<unseen> derrière { $period }</unseen>
chart-not-known = pas connu
chart-range = { $low } à { $high }
chart-drawn-from = Tracé à partir de { $from } ; les chiffres commencent par { $first }, et les fichiers emportés les contiennent tous.
