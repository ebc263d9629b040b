import type { ConfigDocument } from "../documents";
import { formatUrl, parseUrl } from "../scalars";
import { document, struct } from "./build";
import type { GenerateOptions } from "./options";

/** RegistryMirrorConfig and RegistryTLSConfig documents, by kind and host. Throws RangeError for a bad URL. */
export function registryDocuments(options: GenerateOptions): ConfigDocument[] {
  const mirrors = [...(options.registryMirrors ?? [])]
    .sort(byHost)
    .map(([host, endpoints]) =>
      document(
        "RegistryMirrorConfig",
        { endpoints: endpoints.map((url) => struct({ url: mirrorUrl(host, url) })) },
        host,
      ),
    );
  const cas = options.registryCas ?? new Map<string, string>();
  const hosts = [...new Set([...cas.keys(), ...(options.registryInsecure ?? [])])].sort();
  const tls = hosts.map((host) => {
    const insecureSkipVerify = options.registryInsecure?.includes(host) === true || undefined;
    return document("RegistryTLSConfig", { ca: cas.get(host), insecureSkipVerify }, host);
  });
  return [...mirrors, ...tls];
}

function byHost([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function mirrorUrl(host: string, text: string): string {
  const url = parseUrl(text);
  if (typeof url !== "string") return formatUrl(url);
  throw new RangeError(`Cannot use the mirror "${text}" of the registry "${host}": ${url}`);
}
