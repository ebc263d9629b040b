/** Texts of others about a configuration: they may quote it, and it is full of secrets. Pure. */
import { decodeConfig, normalForm } from "../../talos-config";

/** Shorter values are no secrets that a generator made, and their text stands everywhere. */
const shortestSecret = 6;
const REPLACEMENT = "(sensitive)";

/** A text in which every secret of the configuration is replaced; where the configuration cannot be read, nothing of it is told. */
export function withoutSecrets(text: string, config: string): string {
  let secrets: readonly string[];
  try {
    secrets = normalForm(decodeConfig(config)).flatMap(({ secrecy, value }) => {
      if (secrecy === "public") return [];
      const read: unknown = JSON.parse(value);
      return typeof read === "string" ? [read] : [value];
    });
  } catch {
    return "it does not say why in a way that can be shown";
  }
  const found = secrets.filter((secret) => secret.length >= shortestSecret && text.includes(secret));
  return found.reduce((told, secret) => told.replaceAll(secret, REPLACEMENT), text);
}
