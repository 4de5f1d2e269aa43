# French: the books

## Parts

books-export = Export
books-statement = Relevé
books-deliveries = Livraisons
books-close = Clôture

## Lines and sums

books-lines = { $count ->
        [one] { $n } ligne
       *[other] { $n } lignes
    }
books-lines-in = { $count ->
        [one] { $n } ligne en { $currency }
       *[other] { $n } lignes en { $currency }
    }
books-tests = Les paiements de test sont comptés ici et figurent aussi dans le fichier : leur moyen s’appelle demo ou se termine par _test.
books-came-in = Encaissé
books-went-back = Remboursé
books-went-out = Remboursé, et frais
books-fees = Frais
books-fee = Frais
books-net = Dans les comptes
books-correction = Correction
books-unknown-fees = { $count ->
        [one] Des frais ne sont pas connus ({ $n }). Les totaux et les soldes sont sans eux.
       *[other] { $n } frais ne sont pas connus. Les totaux et les soldes sont sans eux.
    }
books-day = Jour
books-for = Objet
books-method = Moyen de paiement
books-amount = Montant
books-no-text = Sans texte
books-for-day = pour le { $day }
books-fee-unknown = inconnus
books-by-hand = À la main
books-by-statement = Relevé bancaire
books-test = { $method } (test)
books-days = du { $first } au { $last }
books-days-account = { $days }, compte { $account }

## Export

books-period = Période
books-this-month = Ce mois-ci
books-last-month = Le mois dernier
books-this-quarter = Ce trimestre
books-this-year = Cette année
books-everything = Tout
books-up-to = Jusqu’au { $day }
books-since = À partir du { $day }
books-from = Du
books-to = Au (inclus)
books-currency = Devise
books-all-currencies = Toutes les devises
books-zone-and-day = Fuseau horaire, et quel jour compte
books-zone = Fuseau horaire
books-zone-hint = Les jours commencent et finissent selon lui, par exemple Europe/Paris.
books-which-day = Quel jour compte
books-by-accounting = Le jour dans les comptes
books-by-accounting-hint = Le jour où l’argent a circulé ; s’il est déjà clôturé au moment de l’enregistrement, le premier jour ouvert. Une période clôturée ne change jamais, et rien ne se perd entre deux.
books-by-settled = Le jour où l’argent a circulé
books-by-settled-hint = Pour voir ce qu’un mois a rapporté. Cela peut changer : ce qui est enregistré plus tard pour un de ses jours s’y ajoute.
books-by-created = Le jour de l’enregistrement
books-by-created-hint = Pour voir ce qui a été enregistré et quand, quel que soit le jour concerné.
books-show = Afficher
books-nothing-shown = Rien ne peut encore être affiché. Voyez ce qui est signalé ci-dessous.
books-nothing-exported = Rien n’a été exporté. Voyez ce qui est signalé ci-dessous.
books-first-lines = Les premières lignes
books-nothing-moved = Aucun argent n’a circulé ces jours-là. Un fichier de cette période n’a aucune ligne.
books-no-sums = Les totaux suivent le jour dans les comptes. Choisissez ce jour ci-dessus pour les voir.
books-first-of-all = Ce sont les premières. Le fichier les contient toutes.
books-first-of-many = Ce sont les premières. Le fichier les contient toutes et prend un moment à écrire : votre navigateur montre où il en est.
books-final = Ces jours sont clôturés : le fichier sera toujours le même.
books-provisional = Certains de ces jours sont ouverts : le fichier est donc provisoire, et son nom le dit.
books-month-statement = Relevé de { $month }, à imprimer ou à enregistrer en PDF
books-format = Format
books-format-csv-eu = CSV avec virgule décimale
books-format-xero = CSV pour Xero
books-format-quickbooks = CSV pour QuickBooks
books-for-csv = Pour tout tableur : virgules, points décimaux, toutes les colonnes
books-for-csv-eu = Pour Excel avec virgule décimale : points-virgules, toutes les colonnes, longues références intactes
books-for-xlsx = Pour Excel, LibreOffice et Numbers : vrais montants et vraies dates, toutes les colonnes et une feuille de totaux
books-for-jsonl = Pour les programmes : un objet par ligne, toutes les colonnes
books-for-beancount = Pour la comptabilité en texte avec Beancount : une écriture vérifiée par ligne
books-for-hledger = Pour la comptabilité en texte avec hledger ou Ledger : une écriture vérifiée par ligne
books-for-ofx = Pour GnuCash, Sage, MoneyMoney et les logiciels bancaires : le relevé d’un compte, une devise
books-for-qif = Pour d’anciens logiciels comme Quicken : une devise ; n’importez chaque fichier qu’une fois
books-for-xero = Pour l’import de relevés bancaires dans Xero : une devise, 1 000 lignes au plus
books-for-quickbooks = Pour l’import d’opérations bancaires dans QuickBooks Online : une devise, jours au format dd/mm/yyyy, 350 Ko au plus
books-for-datev = Pour les conseillers fiscaux allemands : un lot d’écritures (EXTF Buchungsstapel), une devise et un exercice
books-accounts-link = Comptes pour Beancount, hledger et DATEV
books-download = Télécharger

## Accounts

books-accounts = Comptes
books-accounts-lead = Les fichiers pour logiciels de comptabilité imputent ces comptes. Laissez un champ vide pour la valeur par défaut.
books-accounts-saved = Enregistré. Le prochain fichier aura ces comptes ; ce qui est livré garde les siens.
books-clearing = Compte d’attente
books-clearing-hint = Ce qu’un prestataire a versé ou non. Chaque moyen de paiement en reçoit un en dessous.
books-fees-account = Frais
books-fees-account-hint = Chaque moyen de paiement en reçoit un en dessous.
books-tips-account = Compte des pourboires
books-tips-account-hint = Par exemple Income:Chit:Tips.
books-receivable = Créances
books-receivable-hint = Ce qui est dû au titre des demandes.
books-chart = Plan comptable
books-adviser = Numéro du conseiller
books-adviser-hint = Beraternummer, donné par votre conseiller fiscal.
books-client = Numéro de client
books-client-hint = Mandantennummer.
books-first-month = Premier mois de l’exercice
books-first-month-hint = 1 pour janvier.
books-digits = Chiffres d’un compte
books-digits-hint = 4, sauf avis contraire de votre conseiller.
books-datev-fees = Compte des frais
books-datev-fees-hint = Nebenkosten des Geldverkehrs.
books-debtor = Débiteur
books-debtor-hint = Le compte collectif de tous les payeurs.
books-datev-tips = Compte des pourboires
books-datev-tips-hint = 1590 dans le SKR03, 1370 dans le SKR04. Demandez à votre comptable : les pourboires des salariés et ceux du patron ne sont pas imposés de la même façon.
books-clearing-differs = Comptes d’attente différents de la valeur par défaut
books-clearing-differs-hint = Sur chaque ligne un moyen de paiement et son compte, par exemple « stripe 1361 ».
books-save = Enregistrer

## Deliveries

books-new-lines = { $count ->
        [one] { $n } ligne depuis votre dernière livraison
       *[other] { $n } lignes depuis votre dernière livraison
    }
books-nothing-new = Rien de nouveau depuis votre dernière livraison
books-some-new-lines = Lignes depuis votre dernière livraison
books-nothing-delivered = Rien n’a été livré. Voyez ce qui est signalé ci-dessous.
books-deliveries-lead = Une livraison contient chaque ligne qu’aucune autre n’avait, dans l’ordre et sans lacune. Son fichier reste identique, octet pour octet. Les jours précédant aujourd’hui sont clôturés en même temps.
books-deliver = Livrer les nouveautés
books-delivered = Livré
books-batch = Lot { $number }
books-batch-format = Format du lot { $number }
books-batch-currency = Devise du fichier du lot { $number }
books-older-deliveries = Livraisons précédentes

## Close

books-closed-until = Jusqu’au { $day }, plus rien ne peut changer
books-nothing-closed = Rien n’est encore clôturé
books-nothing-changed = Rien n’a été modifié. Voyez ce qui est signalé ci-dessous.
books-close-lead = Ce qui est enregistré plus tard pour un jour clôturé est imputé au premier jour ouvert, avec le jour auquel il se rapporte. Ce que votre comptable a reçu reste donc inchangé.
books-close-until = Clôturer jusqu’au (inclus)
books-close-hint = Les jours finissent à l’heure de { $zone }. Seuls les jours passés peuvent être clôturés, et une clôture est irrévocable.
books-close-button = Clôturer jusqu’à ce jour
books-by-itself = Automatiquement
books-closing-day = Un mois se clôture de lui-même ce jour-là du mois suivant
books-closing-day-hint = De 1 à 28. Ce que vous livrez est clôturé aussi.
books-closes = Clôtures
books-closed-to = Jusqu’au
books-closed-when = Clôturé
books-last-line = Dernière ligne
books-last-hash = Son empreinte
books-closed-by-you = { $moment }, par vous
books-closed-by-calendar = { $moment }, par le calendrier

## Month

books-of-the-books = Relevé des comptes
books-payee = Bénéficiaire
books-made = Établi
books-state = État
books-state-final = Définitif : le mois est clôturé
books-state-open = Provisoire : le mois n’est pas encore clôturé
books-state-running = Provisoire : le mois n’est pas terminé
books-month-empty = Aucun argent n’a circulé jusqu’à la fin de ce mois.
books-balance-before = Solde avant le { $day }
books-balance-after = Solde après le { $day }
books-month-nothing = Rien n’a circulé ce mois-ci.
books-month-none-listed = Aucune de ses lignes ne figure parmi celles-ci.
books-by-method = Par moyen de paiement
books-by-method-in = { $currency } par moyen de paiement
books-all = Tout
books-month-amounts = Montants du mois
books-month-fees = Frais du mois
books-month-tips = Pourboires dans ces montants
books-month-cut = { $count ->
        [one] Les { $listed } premières sur { $n } ligne figurent ici. Les totaux portent sur toutes, et l’export les contient toutes.
       *[other] Les { $listed } premières sur { $n } lignes figurent ici. Les totaux portent sur toutes, et l’export les contient toutes.
    }
books-balance-hint = Un solde est la somme de tous les montants, moins les frais connus. Ce qu’un prestataire a versé sur un compte bancaire n’en est pas déduit.
books-head = Fin du grand livre : ligne { $line }
books-months = Mois
books-export-month = Exporter ce mois

## Statements

books-match-title = Rapprochez le relevé de votre banque
books-match-lead = Nous le lisons, le rapprochons et oublions qui a payé.
books-file = Fichier de votre banque
books-file-hint = CAMT (.xml), MT940, OFX ou CSV, 50 Mio au plus ; décompressez d’abord un .zip. Importer deux fois un fichier ne change rien.
books-drop = Ou déposez le fichier ici.
books-choose-file = Choisissez d’abord un fichier.
books-kept = Ce qui en est conservé
books-kept-lead = De chaque opération : montant, frais, devise et jours, les quatre derniers caractères de la référence de la banque et une empreinte qui la distingue des autres. Noms, comptes et textes des payeurs sont lus en mémoire et oubliés avec le fichier.
books-import = Importer
books-sending = Envoi du fichier :
books-sent = Le fichier est arrivé. Ses opérations sont en cours de rapprochement.
books-read-begun = Le fichier est en cours d’écriture.
books-read = En cours : { $n } lignes.
books-read-of = En cours : { $n } lignes sur { $all }.
books-read-all = Toutes les lignes sont écrites.
books-underway = En cours : { $done } sur { $all } opérations
books-nothing-imported = { $fault } Rien n’a été importé.
books-imported = Importés
books-undone = Annulé
books-waiting = { $count ->
        [one] { $n } à décider
       *[other] { $n } à décider
    }
books-older-statements = Relevés précédents
books-columns = Les colonnes de ce tableau
books-columns-lead = Tout n’est pas clair. Vos réponses sont gardées pour les fichiers aux mêmes en-têtes ; le fichier ne l’est pas, choisissez-le de nouveau.
books-first-rows = Les premières lignes
books-cells-left-out = Les cellules qui pourraient nommer quelqu’un sont omises.
books-column-none = Non choisi
books-asked = Le fichier ne le dit pas. Choisissez.
books-asked-again = Cela ne convient pas au fichier. Choisissez de nouveau.
books-column-date = Jour de comptabilisation
books-column-value-date = Date de valeur
books-column-amount = Montant
books-column-debit = Débits, s’ils ont leur colonne
books-column-credit = Crédits, s’ils ont leur colonne
books-column-sign = Sens : entrée ou sortie
books-column-fee = Frais retenus sur le montant, s’ils ont leur colonne
books-column-net = Montant après les frais
books-column-currency = Colonne des devises
books-date-order = Ordre des dates
books-order-dmy = Jour, mois, année
books-order-mdy = Mois, jour, année
books-order-ymd = Année, mois, jour
books-decimal-mark = Devant les décimales
books-mark-dot = un point : 1,234.50
books-mark-comma = une virgule : 1.234,50

## One statement

books-no-entries = Aucune opération
books-entries = { $count ->
        [one] { $n } opération
       *[other] { $n } opérations
    }
books-known-before = { $count ->
        [one] { $n } déjà connue
       *[other] { $n } déjà connues
    }
books-not-booked = { $count ->
        [one] { $n } autre que la banque n’a pas encore comptabilisée
       *[other] { $n } autres que la banque n’a pas encore comptabilisées
    }
books-imported-at = Importé le { $moment }
books-was-undone = Cet import a été annulé : ce qu’il avait comptabilisé est repris par des corrections.
books-nothing-was-changed = Rien n’a été modifié.
books-queues = Files
books-matched = Rapprochées
books-suggested = Proposées
books-unmatched = Sans demande
books-dismissed = Écartées
books-outgoing = Sorties
books-nothing-waits = Rien n’attend ici.
books-none = Il n’y en a aucune.
books-all-known = Rien de nouveau : toutes ses opérations étaient déjà connues.
books-keys = Touches : ↑ ↓ pour se déplacer, Entrée pour accepter, d pour écarter
books-taken-back = Repris
books-bank-reference = référence de la banque
books-booked-before = Déjà comptabilisé ; c’est une preuve de plus.
books-take = Accepter
books-that-payment = C’est ce paiement
books-another-payment = Un autre paiement : le comptabiliser
books-pick = Choisir une demande
books-search-requests = Rechercher des demandes
books-search-hint = Mots, montant ou code
books-search = Rechercher
books-none-fits = Aucune demande ne correspond.
books-dismiss = Écarter
books-more-entries = Autres opérations
books-undo = Annuler cet import
books-undo-lead = Ce qu’il a comptabilisé est repris par des corrections, et ses opérations peuvent être importées de nouveau. C’est possible tant que ses jours sont ouverts.
books-forgotten = Rien d’autre n’est conservé d’une opération : ni nom, ni compte, ni texte du payeur. Votre banque les a, à ce jour et à ce montant.
books-why-currency = La référence est juste, mais l’argent est dans une autre devise.
books-why-several = Le virement cite plusieurs demandes, et ce qui reste dû sur elles ne fait pas son montant.
books-why-paid = La référence est juste, mais cette demande est déjà payée.
books-why-booked = Le même montant est comptabilisé pour cette demande le même jour, depuis un fichier d’un autre format.
books-why-recorded = Le même montant est déjà enregistré pour cette demande : c’est peut-être cet argent, ou un autre paiement.
books-why-kept = La référence est juste et le payeur a tout envoyé : une banque en a retenu une partie.
books-why-ambiguous = Le code ou la référence convient à plusieurs demandes.
books-why-own = Votre référence figure dans le texte, mais le montant est différent ou la demande n’est pas ouverte.
books-why-claimed = Le payeur a dit avoir envoyé ce montant.
books-why-amount = Le montant est celui qui reste dû, et la demande est de cette époque.
books-why-taken-back = La banque a repris un montant comptabilisé pour cette demande.
books-no-such-request = Utilisez le code d’une de vos demandes.
books-no-such-payment = Aucun de vos paiements n’a cet identifiant.
books-request-currency = Cette demande est dans une autre devise. Enregistrez l’argent sur la page de la demande, dans sa devise.
books-refused-decided = Cette opération est déjà décidée. Regardez-la de nouveau.
books-refused-not-waiting = Seule une opération en attente d’une décision peut être écartée.
books-refused-undone = Cet import a été annulé. Importez le fichier de nouveau.
books-refused-other-money = Ce paiement est un autre argent, ou une autre opération le prouve déjà. Regardez à nouveau.
books-refused-nothing-paid = Aucun relevé n’a payé ce montant pour cette demande : rien ne peut donc en être repris. Enregistrez un remboursement.
books-refused-day-closed = De l’argent de ce relevé est comptabilisé le { $day }, et ce jour est clôturé dans vos comptes. Enregistrez plutôt un remboursement pour ce qui est faux.
books-refused-gone-back = De l’argent de ce relevé est reparti depuis : l’import ne peut donc pas être annulé.
books-refused-taken-back-later = Par un relevé ultérieur, la banque a repris de l’argent de celui-ci. Annulez d’abord l’import de ce relevé ultérieur.

## Faults of files

books-at-line = Ligne { $line } : { $fault }
books-at-element = { $element }, ligne { $line } : { $fault }
books-fault-unreadable = Le fichier n’a pas pu être lu jusqu’au bout. Envoyez-le de nouveau.
books-fault-cut = Le fichier s’arrête trop tôt : il en manque une partie. Téléchargez-le de nouveau.
books-fault-too-long = Une ligne ou un texte est plus long que dans aucune banque.
books-fault-not-text = Ce n’est pas du texte, ou pas dans l’encodage indiqué par le fichier.
books-fault-malformed = Ce n’est pas écrit selon les règles du format.
books-fault-declaration = Une déclaration comme DOCTYPE n’est pas acceptée : aucun relevé n’en a besoin.
books-fault-no-account = Les opérations n’appartiennent à aucun compte.
books-fault-no-amount = Le montant manque.
books-fault-no-direction = Rien ne dit si l’argent est entré ou sorti.
books-fault-no-day = Le jour manque.
books-fault-no-currency = Le montant n’a pas de devise.
books-fault-not-amount = Le montant n’est pas un nombre lisible.
books-fault-too-fine = Le montant a plus de décimales que sa devise.
books-fault-too-large = Le montant est trop grand.
books-fault-not-day = La date n’existe pas dans le calendrier.
books-fault-currency-differs = Le montant est dans une autre devise que celle de sa ligne.
books-fault-fee-off = Les frais ne sont pas la différence entre le montant et ce qu’il en reste.
books-fault-no-balance = Un solde manque ou est illisible : une partie du fichier manque peut-être. Téléchargez-le de nouveau.
books-fault-pdf = C’est un PDF, fait pour la lecture seule. Téléchargez le relevé en CAMT.053, MT940, OFX ou CSV.
books-fault-packed = C’est une archive ou un classeur. Décompressez-la, ou enregistrez la feuille en CSV.
books-fault-compressed = Ce fichier est compressé. Décompressez-le d’abord.
books-fault-empty = Le fichier est vide.
books-fault-unknown-format = Ce n’est pas un relevé lisible. Sont lus CAMT.052, CAMT.053 et CAMT.054 (XML), MT940, MT942, OFX et CSV avec une ligne d’en-têtes.
books-fault-no-statement = Le fichier ne contient aucun relevé de compte.
books-fault-too-many = Un fichier contient au plus 200 000 opérations ; celui-ci en a davantage. Importez-le par parties, par exemple par mois.
books-fault-too-much = Les opérations de ce fichier contiennent plus de références qu’il n’est possible d’en lire à la fois. Importez-le par parties, par exemple par mois.
books-fault-unclear = Les colonnes de ce tableau ne sont pas claires.
books-fault-balance-off = Le solde n’est pas ce que donnent le précédent et les opérations.
books-fault-balance-unread = Le solde est illisible : les opérations n’y sont pas comparées.
books-fault-details-off = Les détails ne font pas le montant de leur opération. Elle compte pour une seule.
books-fault-day-of-statement = Cette opération n’a pas de jour ; elle a reçu celui du relevé.
books-fault-left-out = Une ligne a été omise : sa date, son montant ou sa devise manque.
books-fault-unknown-state = L’état de cette ligne, et peut-être d’autres, n’est pas connu. Elle compte comme non comptabilisée.
books-fault-correction = Cette opération en corrige une autre ; elle est affichée et n’encaisse rien.
