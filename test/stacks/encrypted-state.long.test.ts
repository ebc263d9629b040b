/** What docs/guides/remote-state.md says, tried: a state that tofu encrypts, and a backend that cdktf has no words for. */
import { join } from "node:path";
import { App, S3Backend, TerraformStack, TerraformVariable } from "cdktf";
import { TalosSecrets } from "../../constructs/bindings/hephaestus";
import { findCores } from "../../scripts/cores";
import { HephaestusProvider as BundledProvider } from "../../stacks";
import { describeIf } from "../support/availability";
import { StackFolder } from "../support/stack-stage";

const tofu = findCores().find(({ family }) => family === "tofu");

describeIf(tofu !== undefined, "there is no tofu on PATH, and none was built", "A state that tofu encrypts", () => {
  test("has no secret in it, and cannot be read with another passphrase", async () => {
    if (tofu === undefined) return;
    const folder = new StackFolder({ core: tofu, environment: { TF_VAR_state_passphrase: "correct horse battery" } });
    const build = (app: App) => {
      const stack = new TerraformStack(app, "encrypted");
      new BundledProvider(stack, "hephaestus");
      new TalosSecrets(stack, "secrets");
      new TerraformVariable(stack, "state_passphrase", { type: "string", sensitive: true });
      stack.addOverride("terraform.encryption", {
        key_provider: { pbkdf2: { main: { passphrase: "$".concat("{var.state_passphrase}") } } },
        method: { aes_gcm: { main: { keys: "$".concat("{key_provider.pbkdf2.main}") } } },
        state: { method: "method.aes_gcm.main", enforced: true },
        plan: { method: "method.aes_gcm.main", enforced: true },
      });
    };
    try {
      await folder.synthesise("encrypted", build);
      await folder.apply();
      const state = folder.workspace.read("terraform.encrypted.tfstate");
      expect(state).toContain('"encrypted_data"');
      expect(state).not.toContain("machine_secrets");
      expect(await folder.plan()).toEqual([]);
      const other = await folder.workspace.run(["-chdir=cdktf.out/stacks/encrypted", "plan", "-input=false"], {
        environment: { TF_VAR_state_passphrase: "another passphrase!" },
      });
      expect(other.code).toBe(1);
    } finally {
      await folder.close();
    }
  }, 120_000);
});

const [core] = findCores();

describeIf(core !== undefined, "there is neither terraform nor tofu", "The backend of the guide", () => {
  test("is one that the s3 backend takes: it is the storage that does not answer", async () => {
    if (core === undefined) return;
    const keys = { AWS_ACCESS_KEY_ID: "key", AWS_SECRET_ACCESS_KEY: "secret" };
    const folder = new StackFolder({ core, environment: keys });
    try {
      const app = new App({ outdir: join(folder.workspace.folder, "cdktf.out") });
      const stack = new TerraformStack(app, "production");
      new BundledProvider(stack, "hephaestus");
      new S3Backend(stack, {
        bucket: "my-states",
        key: "production.tfstate",
        region: "fsn1",
        skipCredentialsValidation: true,
        skipMetadataApiCheck: true,
        skipRegionValidation: true,
        maxRetries: 0,
      });
      stack.addOverride("terraform.backend.s3.endpoints", { s3: "http://127.0.0.1:1" });
      stack.addOverride("terraform.backend.s3.skip_requesting_account_id", true);
      stack.addOverride("terraform.backend.s3.use_path_style", true);
      stack.addOverride("terraform.backend.s3.use_lockfile", true);
      app.synth();
      const init = ["-chdir=cdktf.out/stacks/production", "init", "-input=false", "-no-color"];
      const said = await folder.workspace.fail(...init);
      expect(said).toMatch(/connection refused/);
      expect(said).not.toMatch(/Unsupported argument|Invalid|Missing/);
    } finally {
      await folder.close();
    }
  }, 120_000);
});
