## Pourquoi une ligne a été rejetée ; en anglais, le nœud le dit lui-même. Pas encore relu par une personne de langue maternelle française.

rejected-no-figure = Il n’y a pas de chiffre : si une cellule vide a un sens, dites lequel sous "" dans [missing].
rejected-no-number = Ce n’est pas un nombre avec le signe décimal « { $decimal } » : corrigez-le, indiquez « decimal » ou « thousands » sous [file], ou nommez le texte dans [missing].
rejected-no-number-of-thousands = Ce n’est pas un nombre avec le signe décimal « { $decimal } » et le séparateur de milliers « { $thousands } » : corrigez-le, indiquez « decimal » ou « thousands » sous [file], ou nommez le texte dans [missing].
rejected-negative = Le chiffre est négatif : corrigez-le, ou nommez-le dans [missing] s’il tient lieu d’un chiffre absent.
rejected-larger = Le chiffre est plus grand que { $most }, le plus grand qui soit enregistré : vérifiez-le.
rejected-not-whole = Un décompte est un nombre entier : corrigez le chiffre.
rejected-share = Une part est au plus de { $most } : corrigez le chiffre, ou dites dans la correspondance si la colonne contient des fractions ou des pourcentages.
rejected-place = Le vocabulaire ne connaît pas ce lieu dans { $within } : corrigez l’orthographe, ajoutez-le à « values » sous [place], ou donnez un « default ».
rejected-no-place = La ligne ne nomme aucun lieu : remplissez la cellule, ou donnez un « default » sous [place].
rejected-no-substance = La ligne ne nomme aucune substance et passerait pour le total de toutes : remplissez la cellule, ou dites sous « values » de [[substance]] ce que "" signifie.
rejected-same-key = La ligne { $other } a la même clé, et un fichier ne peut pas dire deux choses d’un même chiffre : gardez l’une des deux, ou ajoutez à [key] ce qui les distingue.
rejected-period-after-today = La période { $period } commence après aujourd’hui, { $today } : corrigez la date, ou vérifiez si la correspondance intervertit le jour et le mois.
rejected-day-after-today = Le jour est postérieur à aujourd’hui, { $today } : corrigez-le.
rejected-no-period = Ce n’est pas une période des formes { $forms } : corrigez-la, ou ajoutez sa forme à « forms » sous [period].
rejected-fields = La ligne a { $fields } champs et l’en-tête { $header } : cherchez un séparateur en trop ou manquant, ou un séparateur sans guillemets dans un champ.
rejected-date-of-other-order = Ce n’est pas une date de la forme { $form }, mais c’en serait une de la forme { $other } : la colonne mêle deux ordres du jour et du mois, ou la correspondance indique le mauvais ; corrigez le fichier ou la correspondance, car les jours jusqu’à 12 vont avec les deux.
rejected-no-date = Ce n’est pas une date de la forme { $form } : corrigez-la, ou ajoutez sa forme à la correspondance.
