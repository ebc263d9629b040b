import { parseUrl } from "../../../../provider-bridge/framework/formats/url";

describe("parseUrl", () => {
  it.each(["https://api.hetzner.cloud/v1", "http://127.0.0.1:8080", "https://[::1]:6443", "s3://bucket/key"])(
    "reads %s",
    (text) => {
      expect(parseUrl(text)).toMatchObject({ ok: true });
    },
  );

  it.each([
    "",
    "api.hetzner.cloud",
    "https:",
    "https://",
    "https:///path",
    "http:host",
    "mailto:a@b",
    "https://host:99999",
    "https://ho st",
    "https://host/\n",
    "https://[::1",
    `https://a/${"x".repeat(9000)}`,
    "javascript:alert(1)",
    "://host",
  ])("refuses %.40j", (text) => {
    expect(parseUrl(text)).toMatchObject({ ok: false });
  });
});
