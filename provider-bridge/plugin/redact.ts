/** Keeps secrets out of what is written: it knows their values, in every form they are likely to be written in. */
export interface Redactor {
  /**
   * Remembers secrets for the life of the process. Values shorter than four characters are not remembered: they would
   * blacken half of every log, and are no secrets.
   */
  add(...secrets: readonly string[]): void;
  /** The text with every known secret, bearer token and private key replaced by "(redacted)". */
  redact(text: string): string;
}

/** What stands where a secret stood. */
export const redactedText = "(redacted)";

const shortestSecret = 4;
/** A shorter piece of base64 is too likely to occur by chance. */
const shortestBase64 = 6;

/** Secrets by their look, for those nobody has registered: authorization headers, PEM private keys, any PEM in base64. */
const secretPatterns: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic) +[\w.~+/=-]{8,}/gi, `$1 ${redactedText}`],
  [/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|$)/g, redactedText],
  // "-----BEGIN ": what kind of PEM it is cannot be told without reading it.
  [/LS0tLS1CRUdJTi[\w+/=-]*/g, redactedText],
];

/** A redactor that knows no secret yet. */
export function createRedactor(): Redactor {
  const known = new Set<string>();
  let longestFirst: readonly string[] = [];
  return {
    add(...secrets) {
      const before = known.size;
      for (const form of secrets.flatMap(secretForms)) {
        known.add(form);
      }
      if (known.size > before) {
        longestFirst = [...known].sort((left, right) => right.length - left.length);
      }
    },
    redact(text) {
      let clean = text;
      for (const form of longestFirst) {
        if (clean.includes(form)) {
          clean = clean.replaceAll(form, redactedText);
        }
      }
      for (const [pattern, replacement] of secretPatterns) {
        clean = clean.replace(pattern, replacement);
      }
      return clean;
    },
  };
}

/** Every way in which one secret may stand in a text: as it is, in JSON, in JSON in JSON, in a URL, in base64. */
function secretForms(secret: string): string[] {
  const forms = [secret, secret.trim()]
    .filter((value) => value.length >= shortestSecret)
    .flatMap((value) => [value, ...jsonForms(value), ...urlForms(value), ...base64Forms(value)]);
  return [...new Set(forms)];
}

function jsonForms(secret: string): string[] {
  const once = JSON.stringify(secret).slice(1, -1);
  const twice = JSON.stringify(once).slice(1, -1);
  return [once, twice, escapeForHtml(once)];
}

/** Go writes these three characters of a JSON string as escapes. */
function escapeForHtml(json: string): string {
  return json.replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
}

function urlForms(secret: string): string[] {
  const wellFormed = Buffer.from(secret, "utf8").toString("utf8");
  const encoded = encodeURIComponent(wellFormed);
  return [encoded, encoded.replaceAll("%20", "+")];
}

/**
 * Base64 of the secret at each of the three positions it can have inside a longer text (`user:secret`, for instance):
 * the characters that depend on the secret alone.
 */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  const pieces = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
    const first = Math.ceil((offset * 8) / 6);
    const end = Math.floor(((offset + bytes.length) * 8) / 6);
    return encoded.slice(first, end);
  });
  const long = pieces.filter((piece) => piece.length >= shortestBase64);
  return long.flatMap((piece) => [piece, piece.replaceAll("+", "-").replaceAll("/", "_")]);
}
