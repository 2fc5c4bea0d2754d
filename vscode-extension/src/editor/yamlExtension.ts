import * as vscode from 'vscode';

const YAML_EXTENSION = 'redhat.vscode-yaml';
const SETTING = 'disableSchemaDetection';
const ASKED = 'yamlExtension.asked';
/** Not `serverless.yml`: user settings hold for all folders, and in others those files have a schema that is right. */
const PATTERN = '**/f.{yml,yaml}';

/**
 * Offers, once, to keep the YAML extension from checking these files against a schema of somebody else's files with
 * the same name. Nothing is written without a yes.
 */
export async function offerToQuietYaml(memory: vscode.Memento): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('yaml');
  const known = configuration.inspect<unknown>(SETTING);
  const isThere = vscode.extensions.getExtension(YAML_EXTENSION) !== undefined && known?.defaultValue !== undefined;
  if (!isThere || memory.get(ASKED) === true || patterns(known.globalValue).includes(PATTERN)) {
    return;
  }
  await memory.update(ASKED, true);
  const yes = vscode.l10n.t('Leave It to fyml');
  const no = vscode.l10n.t('No');
  const message = vscode.l10n.t(
    'The YAML extension may check f.yml against a schema meant for other files. Shall it leave f.yml to fyml? (adds `**/f.{yml,yaml}` to `yaml.disableSchemaDetection` in your user settings)',
  );
  if ((await vscode.window.showInformationMessage(message, yes, no)) === yes) {
    const value = [...patterns(known.globalValue), PATTERN];
    await configuration.update(SETTING, value, vscode.ConfigurationTarget.Global);
  }
}

/** The setting takes one pattern or a list. */
function patterns(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
