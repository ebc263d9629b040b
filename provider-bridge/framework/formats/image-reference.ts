import { type Parsed, parsed, refused } from "./parsed";

/** Where a container image is, spelled out. */
export interface ImageReference {
  /** For instance `ghcr.io` or `localhost:5000`; `docker.io` where none is written. */
  readonly registry: string;
  /** For instance `siderolabs/installer`; one word at `docker.io` is an official image, below `library/`. */
  readonly repository: string;
  /** `latest` where neither tag nor digest is written; undefined beside a digest. */
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

const COMPONENT = /^[a-z\d]+(?:(?:[._]|__|-+)[a-z\d]+)*$/;
const REGISTRY =
  /^(?:[A-Za-z\d](?:[A-Za-z\d-]*[A-Za-z\d])?(?:\.[A-Za-z\d](?:[A-Za-z\d-]*[A-Za-z\d])?)*|\[[\da-fA-F:]+\])(?::\d{1,5})?$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[a-z\d]+(?:[+._-][a-z\d]+)*:[\da-fA-F]{32,}$/i;
/** Repository and registry together, as the distribution project limits them. */
const MAX_NAME_CHARACTERS = 255;

/** Reads an image reference the way container runtimes do: `[registry/]repository[:tag][@digest]`. */
export function parseImageReference(text: string): Parsed<ImageReference> {
  const at = text.indexOf("@");
  const digest = at < 0 ? undefined : text.slice(at + 1);
  if (digest !== undefined && !DIGEST.test(digest)) {
    return refused('what follows "@" is an algorithm, a colon and hexadecimal digits');
  }
  const named = at < 0 ? text : text.slice(0, at);
  const colon = named.lastIndexOf(":");
  const hasTag = colon > named.lastIndexOf("/");
  const tag = hasTag ? named.slice(colon + 1) : undefined;
  if (tag !== undefined && !TAG.test(tag)) {
    return refused("a tag has at most 128 letters, digits, dots, dashes and underscores");
  }
  return withName(hasTag ? named.slice(0, colon) : named, tag ?? (digest === undefined ? "latest" : undefined), digest);
}

function withName(name: string, tag: string | undefined, digest: string | undefined): Parsed<ImageReference> {
  if (name.length > MAX_NAME_CHARACTERS) return refused(`a name has at most ${MAX_NAME_CHARACTERS} characters`);
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  const isRegistry = /[.:[A-Z]/.test(first) || first === "localhost";
  const registry = !isRegistry || first === "index.docker.io" ? "docker.io" : first;
  const path = isRegistry ? name.slice(slash + 1) : name;
  if (!REGISTRY.test(registry)) return refused("the registry is a host name, perhaps with a port");
  if (!path.split("/").every((component) => COMPONENT.test(component))) {
    return refused("a repository is lower-case words with slashes between them");
  }
  const repository = registry === "docker.io" && !path.includes("/") ? `library/${path}` : path;
  return parsed({ registry: registry.toLowerCase(), repository, tag, digest: digest?.toLowerCase() });
}
