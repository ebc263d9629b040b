type X509 = typeof import("@peculiar/x509");

let loaded: X509 | undefined;

/** The library. Loading costs 80 ms, so only who reads or makes a request pays for it. */
export function loadX509(): X509 {
  if (loaded === undefined) {
    require("reflect-metadata");
    loaded = require("@peculiar/x509") as X509; // what the package says of itself
  }
  return loaded;
}

/** Whom a certificate, or a request for one, is about. */
export interface SubjectNames {
  readonly commonName?: string;
  readonly organizations?: readonly string[];
}

/** Organizations first, then the common name, each a part of its own, as Go writes and sorts them. */
export function nameOf(subject: SubjectNames): { [type: string]: string[] }[] {
  const organizations = (subject.organizations ?? []).map((organization) => ({ O: [organization] }));
  return subject.commonName === undefined ? organizations : [...organizations, { CN: [subject.commonName] }];
}
