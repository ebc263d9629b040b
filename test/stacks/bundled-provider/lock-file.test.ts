import { lockFileWith } from "../../../stacks/bundled-provider/lock-file";

const HCLOUD = `provider "registry.terraform.io/hetznercloud/hcloud" {
  version     = "1.68.0"
  constraints = "1.68.0"
  hashes = [
    "h1:kept",
  ]
}
`;
const FOREIGN = `provider "registry.terraform.io/hashicorp/null" {
  version = "3.2.4"
  hashes = [
    "zh:a",
  ]
}
`;
const hcloud = { address: "registry.terraform.io/hetznercloud/hcloud", version: "1.68.0" };

test("an empty file gets an entry without hashes, which init fills in", () => {
  expect(lockFileWith("", [hcloud])).toBe(`# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "registry.terraform.io/hetznercloud/hcloud" {
  version     = "1.68.0"
  constraints = "1.68.0"
}
`);
});

test("what is right stays, whoever wrote it, and twice is once", () => {
  const once = lockFileWith(`# Something\n\n${FOREIGN}\n${HCLOUD}`, [hcloud]);
  expect(once).toContain(FOREIGN);
  expect(once).toContain(HCLOUD);
  expect(lockFileWith(once, [hcloud])).toBe(once);
});

test("another version, another constraint, other bytes: the entry is written anew", () => {
  expect(lockFileWith(HCLOUD, [{ ...hcloud, version: "1.69.0" }])).not.toContain("h1:kept");
  const loose = HCLOUD.replace('constraints = "1.68.0"', 'constraints = "~> 1.68"');
  expect(lockFileWith(loose, [hcloud])).not.toContain("h1:kept");
  expect(lockFileWith(HCLOUD, [{ ...hcloud, hash: "h1:new" }])).toMatch(/hashes = \[\n {4}"h1:new",\n {2}\]/);
});
