import { ChevronRight } from 'lucide-preact';
import { type Language, languages } from '../../../../src/frontdesk';
import { occasions } from '../../../../src/messages/occasions';
import type { TextKey } from '../../../../src/messages/texts';
import {
  draftOf,
  editedCount,
  editedText,
  openText,
  type ShownGroup,
  shownGroups,
  standingText,
  textLanguage,
  textSearch,
} from '../../data/texts';
import { inBrief } from '../../lib/texts';
import { SearchBox } from '../search-box';
import { Empty } from '../states';
import { TextEditor } from './text-editor';

const languageNames: Readonly<Record<Language, string>> = { en: 'English', es: 'Español' };

/** Every text that goes out, to be edited by language. */
export function TextsSection() {
  const language = textLanguage.value;
  const groups = shownGroups.value;
  const open = openText.value;
  return (
    <section class="texts" aria-labelledby="settings-texts">
      <h2 id="settings-texts">
        Texts <span class="settings-now">{countWords(editedCount.value)}</span>
      </h2>
      <div class="tools">
        <SearchBox text={textSearch} label="Search texts" />
        <fieldset class="languages">
          <legend class="unseen">Language</legend>
          {languages.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="text-language"
                checked={each === language}
                onChange={() => {
                  textLanguage.value = each;
                }}
              />
              <span lang={each}>{languageNames[each]}</span>
            </label>
          ))}
        </fieldset>
      </div>
      <div class={`texts-columns ${open === undefined ? '' : 'is-open'}`}>
        <div class="texts-list">
          {groups.length === 0 && (
            <Empty title="No text has these words">
              <p>Search for what a text says, or for when it goes out: "late", "menu", "!available".</p>
            </Empty>
          )}
          {groups.map((group) => (
            <Group key={group.id} group={group} language={language} />
          ))}
        </div>
        {open === undefined ? (
          <div class="texts-hint">
            <Empty title="Choose a text to edit it">
              <p>A change goes out within seconds, in no other language, and can be taken back.</p>
            </Empty>
          </div>
        ) : (
          <TextEditor key={`${language} ${open}`} language={language} text={open} />
        )}
      </div>
    </section>
  );
}

const countWords = (count: number): string => (count === 0 ? 'all as they came' : `${count} edited`);

function Group({ group, language }: { group: ShownGroup; language: Language }) {
  return (
    <section aria-labelledby={`texts-${group.id}`}>
      <h3 id={`texts-${group.id}`}>{group.name}</h3>
      <ul class="rows">
        {group.keys.map((key) => (
          <Row key={key} text={key} language={language} />
        ))}
      </ul>
    </section>
  );
}

function Row({ text, language }: { text: TextKey; language: Language }) {
  const { name, when } = occasions[text];
  const isOpen = openText.value === text;
  return (
    <li class={`row text-row ${isOpen ? 'is-open' : ''}`}>
      <button
        type="button"
        data-text={text}
        aria-expanded={isOpen}
        onClick={() => {
          openText.value = text;
        }}
      >
        <span class="text-row-head">
          <b>{name}</b>
          {draftOf(language, text) !== undefined && <span class="chip is-late">not saved</span>}
          {editedText(language, text) !== undefined && <span class="chip is-edited">edited</span>}
        </span>
        <span class="text-row-when">{when}</span>
        <span class="text-row-words" lang={language}>
          {inBrief(standingText(language, text))}
        </span>
        <ChevronRight size={20} aria-hidden="true" />
      </button>
    </li>
  );
}
