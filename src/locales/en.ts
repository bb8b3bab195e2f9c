/**
 * English, which comes with the elements; every other language is a file of its own with the same groups.
 *
 * `key_one`, `key_other` and the like are the plural forms of a language, as `Intl.PluralRules` names them.
 */

/** Words of the follow-up that all surveys share; an element may have its own for any of them. */
export const common = {
  send: 'Send',
  optional: 'You can leave this out',
  comment: 'Your comment',
  left_one: '{count} character left',
  left_other: '{count} characters left',
  email: 'Your e-mail, if you would like a reply',
  phone: 'Your phone number, if you would like a reply',
  consent: 'If you fill this in, we may contact you about this answer.',
  emailInvalid: 'Please check the e-mail address, for example name@example.com.',
  phoneInvalid: 'Please check the phone number, for example +44 20 7946 0018.',
  scoreMissing: 'Please choose a score first.',
  thanks: 'Thank you, that helps',
  thanksMore: 'We read every answer.',
  again: 'Try again',
};

/** Words of the layer above the page. */
export const surface = {
  close: 'Close',
};

/** What all surveys tell of an answer that was not confirmed at once. */
export const news = {
  kept: 'Kept on this device. It will be sent automatically.',
  unsent: 'Not sent yet. Please keep this page open.',
  sent: 'Sent.',
  lost: 'This could not be sent. Nothing you wrote is lost.',
  tooLong: 'This is too long to be sent. Please shorten it.',
};

/** The question after the score, by tag; apart from the words of the tag, because it comes later. */
export const asks: {readonly [tag: string]: string} = {
  'cx-nps': 'What is the main reason for your score?',
  'cx-rating': 'What made the difference?',
  'cx-effort': 'What could have been easier?',
};

/** Words of `<cx-nps>`. */
export const nps = {
  question: 'How likely are you to recommend us to a friend or colleague?',
  questionBrand: 'How likely are you to recommend {brand} to a friend or colleague?',
  low: 'Not at all likely',
  high: 'Extremely likely',
};

/** Words of `<cx-rating>`. */
export const rating = {
  question: 'How satisfied are you?',
  option: '{value} of {max}',
  low: 'Very bad',
  high: 'Very good',
};

/** What `<cx-rating>` says as a picture and as a field of a form. */
export const ratingMore = {
  shown_one: '{value} of {max}, {count} rating',
  shown_other: '{value} of {max}, {count} ratings',
  required: 'Please choose a rating.',
};

/** Words of `<cx-effort>`. */
export const effort = {
  question: 'The shop made it easy for me to handle my issue.',
  questionBrand: '{brand} made it easy for me to handle my issue.',
  low: 'Strongly disagree',
  high: 'Strongly agree',
};

/** Words of `<cx-review>`. */
export const review = {
  question: 'How do you like it?',
  about: 'How do you like {product}?',
  option: '{value} of {max}',
  low: 'Very bad',
  high: 'Very good',
  send: 'Post review',
  title: 'A headline, if you like',
  text: 'What would you tell a friend about it?',
  name: 'Your name, shown with the review',
  email: 'Your e-mail, never shown',
  textShort_one: 'A few more words would help others: {count} character to go.',
  textShort_other: 'A few more words would help others: {count} characters to go.',
  links: 'You can also review us on',
  terms: 'Terms',
  policy: 'How we check reviews',
  thanks: 'Thank you for your review',
  thanksMore: 'Every review counts, good or bad.',
};

/** Words of `<cx-review>` that asks for several products, one after another. */
export const products = {
  position: '{count} of {total}',
  next: 'Next: {product}',
  skip: 'Skip this one',
  skipped: 'All right, maybe another time',
};

/** Words of the photos in `<cx-review>`; the number of a photo is its place in the row. */
export const photos = {
  add: 'Add photos',
  yours: 'Your photos',
  hint: 'Up to {max}. They are made smaller, and the place where they were taken is removed.',
  photo: 'Photo {count}',
  reading: 'Getting ready',
  ready: 'Ready',
  waiting: 'Waiting',
  sending: '{percent} %',
  sent: 'Sent',
  failed: 'Not sent',
  refused: 'Declined',
  remove: 'Remove photo {count}',
  retry: 'Try photo {count} again',
  many: 'Only {max} photos fit here, so some were left out.',
  wrong: 'Some files are no photos, so they were left out.',
  unreadable: 'Some photos could not be opened here, so they were left out.',
  keep: 'Your photos are on their way. Please keep this page open.',
  done: 'Your photos have arrived.',
  stuck: 'Some photos could not be sent. Your review is safe.',
};

/** Words of `<cx-review-list>`; each `count_` is one plural form of the language. */
export const reviewList = {
  title: 'Reviews',
  stars: '{value} of {max}',
  count_one: '{count} review',
  count_other: '{count} reviews',
  newest: 'Newest first',
  verified: 'Verified purchase',
  incentivised: 'Written for a reward',
  someone: 'A customer',
  photo: 'Photo {count}',
  more: 'Show more reviews',
  shown: '{count} of {total} shown',
  loading: 'The reviews are loading',
  empty: 'No reviews yet.',
  failed: 'The reviews could not be loaded.',
  again: 'Try again',
  origin: 'A purchase is verified where the shop has confirmed the order. No review is left out for its score.',
  policy: 'How we check reviews',
};

/** Words of `<cx-call>`. */
export const call = {
  label: 'Call us',
  copy: 'Copy number',
  copied: 'Copied',
};

/** What `<cx-call>` says of its opening hours, its code to scan and its messengers; `{when}` and `{day}` come from the browser. */
export const callMore = {
  open: 'Open now',
  openUntil: 'Open until {time}',
  openUntilDay: 'Open until {day}, {time}',
  closesSoon: 'Open, closes {when}',
  closed: 'Closed now',
  opensSoon: 'Closed, opens {when}',
  opensAt: 'Closed, opens at {time}',
  opensDay: 'Closed, opens {day} at {time}',
  yourTime: '{text} (your time)',
  scan: 'Point the camera of your phone at the code to call.',
  write: 'Or write to us',
  email: 'E-mail',
  aboutOrder: 'About order {order}:',
  aboutProduct: 'About {product}:',
};

/** Words of the form with which `<cx-call>` takes a request to be called back. */
export const callback = {
  title: 'Shall we call you?',
  phone: 'Your phone number',
  phoneNote: 'With the country code, for example {example}',
  phoneInvalid: 'Please check the phone number, for example {example}.',
  name: 'Your name',
  optional: 'optional',
  slot: 'When shall we call?',
  soon: 'As soon as possible',
  consent: 'We use your number for this call and for nothing else.',
  send: 'Call me back',
  again: 'Try again',
  requested: 'Requested. We will call you.',
  requestedAt: 'Requested. We will call you {slot}.',
  unsent: 'Not sent yet. We keep trying.',
  unsentOpen: 'Not sent yet. Please keep this page open.',
  already: 'You have asked for this a moment ago. Once is enough.',
  orCall: 'You can also call {number}',
  lost: 'This could not be sent. Nothing you wrote is lost.',
};
