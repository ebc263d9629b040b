import { withoutSecrets } from "../../../../provider-bridge/resources/talos-machine/redacted-text";

const config = "version: v1alpha1\nmachine:\n  type: worker\n  token: abcdef.0123456789abcdef\n";

test("What a machine quotes of its configuration is taken out", () => {
  expect(withoutSecrets('bad value "abcdef.0123456789abcdef" in worker', config)).toBe(
    'bad value "(sensitive)" in worker',
  );
  expect(withoutSecrets("nothing of it", config)).toBe("nothing of it");
});

test("Of a configuration that cannot be read, nothing is told", () => {
  expect(withoutSecrets("token abcdef.0123456789abcdef", "token: [")).not.toContain("abcdef");
});
