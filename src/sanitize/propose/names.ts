/** What a column is called in several languages, by the mask that such a column needs; the first that matches counts. */
const NAMES: readonly (readonly [mask: string, name: RegExp])[] = [
  [
    'secret',
    /password|passwd|passphrase|pwd|secret|token|api_?key|access_?key|private_?key|credential|otp|totp|salt|cookie|session|kennwort|passwort|mot_?de_?passe|contrasen|clave|senha|parola|wachtwoord|digest|signature/,
  ],
  [
    'email',
    /e_?mail|(^|_)mail(_?addr(ess)?)?$|courriel|correo|posta_elettronica|epost|メール|邮箱|почта/,
  ],
  [
    'phone',
    /phone|(^|_)(tel|fax|mobile|cell|handy|gsm|whatsapp|msisdn)(_|$|nr|no|number)|telefon|telefax|telephone|mobil|portable|celular|movil|cellulare|電話|电话|телефон/,
  ],
  ['iban', /(^|_)iban|bank_?account|kontonummer|account_?number|numero_?de_?cuenta|konto_?nr/],
  [
    'card',
    /(credit|debit)?_?card_?(no|num|number|pan)|(^|_)pan$|kreditkarte|carte_?bancaire|tarjeta/,
  ],
  [
    'national_id',
    /(^|_)(ssn|sin|nino|nin|cpf|cnpj|dni|nie|nif|nir|bsn|pesel|curp|rfc|cnp|oib|egn|aadhaar|jmbg|personnummer|fodselsnummer|steuer_?id|codice_?fiscale|sozialversicherung\w*|tax_?(id|number)|vat(_?id)?|national_?id|identity_?(no|number|card)|id_?card|passport\w*|ausweis\w*|social_?security\w*|insurance_?(no|number))(_|$)/,
  ],
  [
    'birthdate',
    /birth|(^|_)(dob|bday|born)(_|$)|geburt|geb_?dat|naissance|nacimiento|nascimento|nascita|geboorte|fodsel|fodt|生年月日|生日|рожден/,
  ],
  ['ip', /(^|_)ip(v[46])?(_?addr(ess)?)?(_|$)|remote_?addr|client_?addr/],
  ['mac', /(^|_)mac(_?addr(ess)?)?(_|$)/],
  [
    'geo',
    /(^|_)(lat|lng|lon|long|latitude|longitude|geo|geom|geolocation|coord|coords|coordinates|koordinaten|gps)(_|$)/,
  ],
  [
    'first_name',
    /(first|given|fore|christian|middle|nick)_?name|^(fname|vorname|prenom|nombre_?de_?pila|primeiro_?nome|voornaam|fornavn|fornamn|imie|имя)$|_(vorname|prenom)$/,
  ],
  [
    'last_name',
    /(last|family|sur|maiden)_?name|^(lname|nachname|familienname|nom_?de_?famille|apellidos?|sobrenome|cognome|achternaam|etternavn|efternamn|nazwisko|фамилия)$|_(nachname|apellidos?)$/,
  ],
  [
    'company',
    /compan(y|ies)|organi[sz]ation|employer|^(firma|unternehmen|entreprise|societe|empresa|azienda|bedrijf|foretag|会社)(_?name)?$|business_?name/,
  ],
  [
    'postcode',
    /zip|post(al)?_?code|(^|_)(plz|postleitzahl|code_?postal|codigo_?postal|cep|cap|postnr)(_|$)/,
  ],
  [
    'city',
    /(^|_)(city|town|ort|stadt|wohnort|ville|ciudad|cidade|citta|comune|plaats|miasto)(_|$|name)|^by(_?name|navn)?$/,
  ],
  [
    'address',
    /addr(ess)?|street|(^|_)(adresse?|strasse|str|rue|calle|direccion|rua|endereco|via|indirizzo|straat|gate|ulica|住所|地址|адрес)(_|$|line|\d)/,
  ],
  ['url', /(^|_)(url|uri|website|homepage|web_?site|href|link|avatar|profile_?image)(_|$)/],
  [
    'person',
    /(full|display|real|user|customer|client|contact|person|patient|employee|author|sender|recipient|owner|account_?holder|legal|guest|member|student|teacher|driver|tenant|signed_?by|created_?by|reviewer|assignee|beneficiary)_?name|^(username|login|nom_?complet|nombre_?completo|nome_?completo|navn|namn|naam|nom|nombre|nome|氏名|姓名|фио)$|(^|_)(author|sender|recipient|assignee|assigned_to|approver|reviewer|supervisor|requester|submitter|customer|contact_?person|ansprechpartner|kontakt)$|(?<!sort|order|group|filter)_by$|^(agent|manager|rep|sales_?rep|owner)$/,
  ],
];

/** Of numbers alone: what would tell of a person what only that person should. */
const AMOUNTS =
  /salary|income|(^|_)wages?(_|$)|gehalt|(^|_)lohn(_|$)|salaire|salario|stipendio|net_worth|vermogen/;

/** What the law protects most: health, belief, origin, sex, membership of a union. */
const SENSITIVE =
  /diagnos|disease|illness|(^|_)icd(_|\d|$)|health|medical|medication|blood|allerg|disab|pregnan|relig|confession|church|faith|ethnic|(^|_)race(_|$)|nationalit|citizenship|gender|(^|_)sex(_|$)|sexual|orientation|union_?member|politic|(^|_)party_?member|krankheit|glaube|konfession|geschlecht|staatsang|behinderung/;

/** Tables whose column `name` is a person's. */
const PEOPLE =
  /people|person|user|customer|client|contact|employee|staff|author|member|patient|student|teacher|candidate|applicant|subscriber|lead|guest|doctor|nurse|driver|passenger|tenant|recipient|kunde|nutzer|benutzer|mitarbeiter|personne|utilisateur|persona|usuario|cliente|pessoa|utente|gebruiker|klant|anvandare/;

/** Whether a number of that name calls for the mask `number`. */
export function isAmount(column: string): boolean {
  return AMOUNTS.test(fold(column));
}

/** Whether a column of that name says what the law protects most of a person. */
export function isSensitive(column: string): boolean {
  return SENSITIVE.test(fold(column));
}

/** The mask that a name of a column, or of a field inside one, calls for; `owner` is the name of its table. */
export function maskByName(owner: string, column: string): string | undefined {
  const name = fold(column);
  const found = NAMES.find(([, pattern]) => pattern.test(name));
  if (found !== undefined) return found[0];
  return /^(name|full|label|title_name)$/.test(name) && PEOPLE.test(fold(owner))
    ? 'person'
    : undefined;
}

/** `lastName`, `Last-Name` and `last name` are `last_name`; accents go. */
function fold(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/ø/gi, 'o')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2')
    .replace(/[\s.-]+/g, '_')
    .toLowerCase();
}
