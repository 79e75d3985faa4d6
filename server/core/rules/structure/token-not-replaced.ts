import { overlaps } from '../../text/range.ts';
import type { Rule } from '../engine/rule.ts';

export const tokenNotReplaced: Rule = {
  id: 'token-not-replaced',
  title: 'Token that is not replaced yet',
  docs: 'Tokens such as `__NAME__`, `<name>`, `#{NAME}#` or `SERVICE_NAME` are replaced by a script or a pipeline before the file is applied. The API server refuses the object with the token in this place; what depends on its value is not checked here. Only the first one in a document is reported.',
  severity: 'info',
  kinds: '*',
  needs: 'value',
  judgesMarks: true,
  *check({ document, structure }) {
    const { tokens = [], identity } = document.content;
    const places = [identity.nameNode, ...structure].flatMap(each => each?.range ?? []);
    const token = tokens.find(range => places.some(place => overlaps(place, range)));
    if (!token) return;
    const text = document.text.slice(token.start, token.end);
    yield {
      range: token,
      message: `\`${text}\` looks like a token that is not replaced yet. The API server refuses the object with it. Replace it before the file is applied.`,
    };
  },
};
