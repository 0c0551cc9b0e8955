const accented: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['aá', 'cç', 'dð', 'eé', 'gĝ', 'hĥ', 'ií', 'kķ', 'lļ', 'nñ', 'oö', 'rŕ', 'sš', 'tţ', 'uü'].map(pair),
  ),
  ...Object.fromEntries(
    ['wŵ', 'yý', 'zž', 'AÅ', 'CÇ', 'DÐ', 'EÉ', 'GĜ', 'IÎ', 'LĻ', 'NÑ', 'OÖ', 'RŔ', 'SŠ', 'TŢ', 'UÛ'].map(pair),
  ),
}

function pair(letters: string): [string, string] {
  return [letters.charAt(0), letters.slice(1)]
}

/** An English sentence as one that looks foreign and is a third longer; the values it names stay: "Delete {{name}}" is "[Ðéļéţé {{name}} one]". */
export function pseudoText(sentence: string): string {
  const spelled = sentence.replace(/\{\{.*?\}\}|./gs, (part) => accented[part] ?? part)
  const bare = sentence.replace(/\{\{.*?\}\}/g, '').length
  const longer = words.slice(0, Math.ceil(bare / 3)).replace(/\s+$/, '')
  const [, before = '', text = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(spelled) ?? []
  return `${before}[${text} ${longer}]${after}`
}

const words = 'one two three four five six seven eight nine ten '.repeat(8)
