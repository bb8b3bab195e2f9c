/** What an address of a webhook is, in words. */
export const webhookExpected = 'an http(s) URL without a name or password';

/** Whether notices can be sent to an address. */
export function isWebhook(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const {username, password} = new URL(text);
  return username === '' && password === '';
}
