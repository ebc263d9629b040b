const label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const isLabel = new RegExp(`^${label}$`);
const isSubdomain = new RegExp(`^${label}(\\.${label})*$`);

const labelText =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character " +
  "(e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const subdomainText =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character " +
  "(e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

/** What is wrong with a DNS label. */
export function labelErrors(name: string): string[] {
  if (name.includes(".")) return ["must not contain dots"];
  return [...tooLong(name, 63), ...(isLabel.test(name) ? [] : [labelText])];
}

/** What is wrong with a DNS subdomain. */
export function subdomainErrors(name: string): string[] {
  return [...tooLong(name, 253), ...(isSubdomain.test(name) ? [] : [subdomainText])];
}

/** What is wrong with a name that only must fit into a path. */
export function pathSegmentErrors(name: string): string[] {
  if (name === "." || name === "..") return [`may not be '${name}'`];
  const wrong = ["/", "%"].filter((character) => name.includes(character));
  return wrong.map((character) => `may not contain '${character}'`);
}

function tooLong(name: string, maxLength: number): string[] {
  return name.length > maxLength ? [`must be no more than ${maxLength} characters`] : [];
}
