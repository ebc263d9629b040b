/** What the lock file says of one installed package; further fields are kept as they are. */
export interface LockEntry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly license?: string;
  readonly engines?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** The packages of a lock file by their place: `node_modules/@a/b`. */
export type LockEntries = Readonly<Record<string, LockEntry>>;

const SYSTEMS = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];

/**
 * The entries, with one more for each optional package that another one names and that npm left out: a registry which
 * serves only some platforms makes npm do so, and `npm ci` then refuses the file everywhere. What is added says the
 * version and the platform, and no integrity, which only the package itself could tell.
 */
export function completeLockEntries(entries: LockEntries): LockEntries {
  const added = missingOptional(entries).map(({ by, name, version }): readonly [string, LockEntry] => {
    const owner = entries[by] ?? {};
    const entry = {
      version,
      ...platformOf(name),
      ...(owner.dev === true ? { dev: true } : {}),
      ...(owner.license === undefined ? {} : { license: owner.license }),
      optional: true,
      ...(owner.engines === undefined ? {} : { engines: owner.engines }),
    };
    return [`node_modules/${name}`, entry];
  });
  const all = [...Object.entries(entries), ...added];
  return Object.fromEntries(all.sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** An optional package that is named and not there. */
export interface MissingOptional {
  /** The place of the package that names it. */
  readonly by: string;
  readonly name: string;
  readonly version: string;
}

/** Optional packages that the lock file names and does not hold. */
export function missingOptional(entries: LockEntries): readonly MissingOptional[] {
  return Object.entries(entries).flatMap(([by, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !placesOf(by, name).some((place) => Object.hasOwn(entries, place)))
      .map(([name, version]) => ({ by, name, version })),
  );
}

/** Where Node looks for a package, from the inside out. */
function placesOf(by: string, name: string): readonly string[] {
  const places = [`node_modules/${name}`];
  for (let end = by.length; end > 0; end = by.lastIndexOf("/node_modules/", end - 1)) {
    places.push(`${by.slice(0, end)}/node_modules/${name}`);
  }
  return places;
}

/** The platform that a name ends with: `cli-linux-x64-musl`. @throws RangeError for a name without one. */
function platformOf(name: string): {
  readonly os: readonly string[];
  readonly cpu: readonly string[];
  readonly libc?: readonly string[];
} {
  const words = name.split(/[-/]/);
  const at = words.findIndex((word) => SYSTEMS.includes(word));
  const [os, cpu, abi] = words.slice(at, at + 3);
  if (at < 0 || os === undefined || cpu === undefined) {
    throw new RangeError(`Cannot complete the lock file: "${name}" does not say its platform`);
  }
  const libc = os === "linux" && abi !== undefined ? { libc: [abi.startsWith("musl") ? "musl" : "glibc"] } : {};
  return { cpu: [cpu], ...libc, os: [os] };
}
