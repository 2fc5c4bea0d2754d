import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';

/** What shows its arguments to the user. */
const SHOWING = /^(show(Information|Warning|Error)Message|showQuickPick|showInputBox|createOutputChannel|createWebviewPanel|setStatusBarMessage)$/;
/** Members that are shown. */
const SHOWN = /^(title|detail|label|description|text|tooltip|message|placeHolder|prompt|name|busyText)$/;
/** Words that are the same in every language. */
const NAMES = new Set(['fyml', 'f.yml']);

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    return entry.isDirectory() ? files(name) : [name];
  });
}

/** Texts in a source file that somebody may read and nobody can translate. */
function untranslated(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const isText = (node: ts.Node | undefined): node is ts.Node =>
    node !== undefined &&
    ((ts.isStringLiteral(node) && /\p{L}/u.test(node.text) && !NAMES.has(node.text)) ||
      (ts.isNoSubstitutionTemplateLiteral(node) && /\p{L}/u.test(node.text)) ||
      (ts.isTemplateExpression(node) &&
        [node.head, ...node.templateSpans.map(({ literal }) => literal)].some(({ text: part }) => /\p{L}{2}/u.test(part))));
  const note = (node: ts.Node) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${file}:${line + 1}: ${node.getText()}`);
  };
  const name = (node: ts.Expression) => (ts.isPropertyAccessExpression(node) ? node.name.text : node.getText());
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && SHOWING.test(name(node.expression))) {
      // the first argument of a panel is its type
      const shown = name(node.expression) === 'createWebviewPanel' ? node.arguments.slice(1) : node.arguments;
      shown.filter(isText).forEach(note);
    } else if (ts.isNewExpression(node) && /Error$/.test(name(node.expression))) {
      node.arguments?.filter(isText).forEach(note);
    } else if (ts.isPropertyAssignment(node) && SHOWN.test(node.name.getText()) && isText(node.initializer)) {
      note(node);
    } else if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      SHOWN.test(name(node.left)) &&
      isText(node.right)
    ) {
      note(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('no text that is shown stands outside the translations', () => {
  const sources = files('src');
  assert.ok(sources.length > 20);
  assert.deepEqual(sources.flatMap((file) => untranslated(file, readFileSync(file, 'utf8'))), []);
});

test('a text outside the translations is found', () => {
  const wrong = [
    "vscode.window.showErrorMessage('It failed');",
    'vscode.window.showErrorMessage(`It failed: ${error}`);',
    "item.detail = 'nothing found';",
    "const options = { title: 'Wait' };",
    "throw new Error('no server');",
    "vscode.window.createWebviewPanel('fyml.result', 'Result', 1);",
  ];
  for (const line of wrong) {
    assert.equal(untranslated('wrong.ts', line).length, 1, line);
  }
  assert.deepEqual(untranslated('right.ts', "vscode.window.showErrorMessage(t('It failed')); item.text = outline.name;"), []);
});

test('the page of the result has no words of its own', () => {
  const page = readFileSync('src/views/resultHtml.ts', 'utf8');
  const between = [...page.matchAll(/>([^<>${}`]*\p{L}{2}[^<>${}`]*)</gu)].map((found) => found[1]?.trim());
  assert.deepEqual(between, []);
  const script = readFileSync('media/result.js', 'utf8');
  assert.doesNotMatch(script, /textContent|innerText|innerHTML|alert\(/);
});
