# French: making a link, and sharing it

new-title = Nouveau lien
new-who-sets = Qui fixe le montant
new-fixed = Fixe
new-open = Libre
new-between = Fourchette
new-amount = Montant
new-at-least = Au moins
new-at-most = Au plus
new-open-says = Le payeur choisit le montant.
new-suggested = Montants proposés
new-currency = Devise
new-currency-search = Chercher une devise
new-currency-none = Aucune devise ne correspond.
new-currency-unpaid = Aucun de vos moyens d’être payé n’accepte { $currency }.
new-memo = Pour quoi
new-memos = Vos demandes précédentes
new-remove = Retirer
new-remove-some = En retirer
new-no-due = Sans échéance
new-due = À payer avant le
new-parts = En plusieurs fois
new-parts-hint = Un acompte et le solde, ou des échéances : un montant et un jour pour chacune. Si le dernier montant reste vide, c’est le solde.
new-part-amount = Montant de l’échéance { $n }
new-part-day = Jour de l’échéance { $n }
new-prices = Autres prix
new-prices-hint = Le même montant dans d’autres devises, à vos propres prix : on en paie un seul. Rien n’est converti.
new-price-amount = Montant du prix { $n }
new-price-currency = Devise du prix { $n }
new-works-for = Le lien est valable
new-no-limit = Sans limite
new-days = { $count ->
        [one] { $n } jour
       *[other] { $n } jours
    }
new-times = Combien de fois il peut être payé
new-times-hint = 1 pour une personne, plus pour un groupe. Si vide : une fois pour un montant fixe, sans limite sinon.
new-reference = Votre référence
new-reference-hint = Un numéro de facture ou de commande. Les payeurs ne la voient pas.
new-preview = Ce qu’une messagerie montre du lien
new-preview-hint = Tout le monde dans la discussion le voit. L’objet n’est jamais montré.
new-preview-generic = Que vous demandez un paiement
new-preview-amount = Votre nom et le montant
new-preview-none = Rien
new-language = Langue du lien et de son message
new-language-hint = Les lecteurs dont Chit parle la langue voient la leur.
new-note = Demander un mot au payeur
new-note-hint = Une ligne. Seuls vous et ce payeur la voyez.
new-tips = Proposer un pourboire
new-tips-hint = Aucun, 5, 10, 15 % ou un montant libre. Seulement avec un montant fixe payé en une fois. Vos comptes tiennent les pourboires à part.
new-keypad = Pavé numérique
new-keyboard = le clavier de l’appareil
new-erase = Effacer
new-make = Créer le lien
new-show-code = Montrer le code
new-offline = Hors ligne. Rien n’a encore été créé. Votre saisie reste ici ; appuyez de nouveau une fois la connexion revenue.
new-repeated = Vous avez créé le même lien il y a moins de deux minutes, et il est toujours ouvert. Rien n’a été créé cette fois. Pour la même personne, ouvrez-le ; pour une autre, créez-en un nouveau.
new-repeated-open = Ouvrir ce lien
new-repeated-another = En créer un autre
new-as-seen = Ce que verra le payeur
new-ready = Lien prêt
new-reminder = Rappel
new-turns = En attente. Cette page change dès le paiement.
new-over = Lien expiré
new-is-paid = C’est payé.
new-ended = Ce lien n’est plus valable.
new-claimed = Le payeur dit l’avoir envoyé. Vérifiez si c’est arrivé.
new-change-preview = Changer l’aperçu
split-word = Diviser
split-title = Diviser une note
split-total = Total
split-shares = Parts
split-equal = Parts égales
split-named = Vos noms
split-count = Nombre de parts
split-fewer = Une part de moins
split-more = Une part de plus
split-names = Noms, un par ligne
split-names-hint = Vous seul les voyez.
split-make = Créer les liens
split-links = { $count ->
        [one] { $n } lien. Envoyez-le à une personne.
       *[other] { $n } liens. Envoyez chacun à une personne ; personne ne voit les autres.
    }
split-paid = { $paid } sur { $all } payées
split-sum = { $paid } sur { $total }
split-share = Part { $n }
split-all = Toutes les parts de cette note
bulk-many = Plusieurs
bulk-title = Plusieurs liens
bulk-lead = Un tableau devient des liens, un par ligne. Tout est d’abord vérifié et montré.
bulk-file = Fichier CSV
bulk-file-hint = Enregistré par un tableur en CSV UTF-8, { $max } lignes au plus.
bulk-text = Ou collez le tableau
bulk-text-hint = La première ligne nomme les colonnes, séparées par des virgules, des points-virgules ou des tabulations. Colonnes possibles :
bulk-check = Vérifier le tableau
bulk-check-again = Vérifier de nouveau
bulk-nothing = Rien n’a été créé.
bulk-row = Ligne { $n }
bulk-good = { $count ->
        [one] { $n } lien peut être créé
       *[other] { $n } liens peuvent être créés
    }
bulk-bad = { $count ->
        [one] { $n } ligne est à corriger. Rien n’a encore été créé.
       *[other] { $n } lignes sont à corriger. Rien n’a encore été créé.
    }
bulk-make = { $count ->
        [one] Créer { $n } lien
       *[other] Créer { $n } liens
    }
bulk-make-good = { $count ->
        [one] Créer { $n } lien, sans les lignes fausses
       *[other] Créer { $n } liens, sans les lignes fausses
    }
bulk-made = { $count ->
        [one] { $n } lien créé
       *[other] { $n } liens créés
    }
bulk-left = Aucun lien n’a été créé pour ces lignes :
bulk-download = Télécharger le tableau avec les liens
bulk-kept = Cette page reste deux jours. Les liens restent parmi vos demandes.
new-message-language = Langue du message
new-copy = Copier le lien
new-copy-message = Copier le message
new-button = Copier un bouton pour un site
new-share = Partager
new-share-picture = Partager l’image QR
new-save-qr = Enregistrer l’image QR
new-save-card = Enregistrer la carte
new-print = Imprimer une feuille pour le comptoir
new-sms = SMS
new-email = E-mail
new-only-link = Messenger et Snapchat ne prennent que le lien.
new-paste-there = Dans WeChat, Instagram et Google Chat, collez le message ou envoyez une image.
new-no-preview = Pas d’aperçu : vous avez choisi que seul le lien soit montré.
new-as-reminder = Envoyer comme rappel amical
new-without-reminder = Envoyer le lien sans rappel
new-turn = Retourner
new-keep-on = Toucher pour garder l’écran allumé

## Items to choose from

new-items = Laisser choisir dans une liste
new-items-hint = Ce que chacun choisit fait le montant : laissez le montant vide. Une ligne sans « jusqu’à » entre dans chaque somme.
new-item = Article
new-item-price = Prix
new-item-most = Jusqu’à
new-item-stock = À vendre
