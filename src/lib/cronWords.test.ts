import { expect, it, onTestFinished } from 'vitest'
import { parseCron } from './cron.ts'
import { cronWords } from './cronWords.ts'
import { loadLanguage } from './t.ts'

it.each([
  ['0 0 * * *', 'At 00:00, every day'],
  ['@daily', 'At 00:00, every day'],
  ['@weekly', 'At 00:00, only on Sunday'],
  ['@every 1h30m', 'Every 1h30m0s after the run before'],
  ['*/30 * * * *', 'Every 30 minutes, every hour, every day'],
  ['30 2 * * mon-fri', 'At 02:30, Monday through Friday'],
  ['? ? ? ? ?', 'Every minute, every hour, every day'],
  ['0 */6 * * *', 'On the hour, every 6 hours, every day'],
  ['0 0 * 1/3 *', 'At 00:00, every day, every 3 months'],
  ['0 0 30 2 *', 'At 00:00, on day 30 of the month, only in February'],
  // What is not what it looks like.
  ['0 */5 * * *', 'At 00:00, 05:00, 10:00, 15:00 and 20:00, every day'],
  ['*/61 * * * *', 'Every hour, every day'],
  ['5/10 * * * *', 'At 5, 15, 25, 35, 45, and 55 minutes past the hour, every hour, every day'],
  ['*-5 * * * *', 'Every minute, every hour, every day'],
  // One of the two days is enough, unless one is a star.
  ['0 0 1,15 * mon', 'At 00:00, on day 1 and 15 of the month; also at 00:00, only on Monday'],
  ['0 0 */2 * 0', 'At 00:00, every 2 days in a month; also at 00:00, only on Sunday'],
  ['0 0 */1 * 0', 'At 00:00, only on Sunday'],
  ['0 0 1-31 * 3', 'At 00:00, every day'],
  ['0 0 , * 3', 'At 00:00, only on Wednesday'],
  ['0 0 , * *', 'Never'],
  ['0 0 , * ,', 'Never'],
  [', 0 * * *', 'Never'],
  ['TZ=Asia/Tokyo 0 3 * * *', 'At 03:00, every day, in the time zone Asia/Tokyo'],
])('%s: %s', (schedule, words) => {
  const parsed = parseCron(schedule)
  expect('cron' in parsed && cronWords(parsed.cron)).toBe(words)
})

it.each([
  ['de', 'Um 00:00, nur jeden Sonntag'],
  ['es', 'A las 00:00, sólo el domingo'],
  ['fr', 'À 00:00, uniquement le dimanche'],
  ['ja', '次において実施00:00日曜日 にのみ'],
  ['ko', '00:00, 일요일에만'],
  ['zh', '在00:00, 仅星期日'],
  ['en-XA', 'At 00:00, only on Sunday'],
])('in %s: %s', async (tag, words) => {
  onTestFinished(() => loadLanguage(['en']))
  await loadLanguage([tag])
  const parsed = parseCron('@weekly')
  expect('cron' in parsed && cronWords(parsed.cron)).toBe(words)
})
