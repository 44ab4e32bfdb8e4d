#!/bin/sh
# Checks an exported ticket with sha256sum alone. Prints what does not hold; ends with 0 if all does.
# A line of chain/DAY.txt is: hash of the record, SHA-256 of the record's JSON, and the JSON if it belongs to this ticket.
# hash = SHA-256 of "<hash of the line before> <SHA-256 of the JSON>"; the first line's record names the hash before it ("after").
cd "$(dirname "$0")" || exit 2
sum() { sha256sum | cut -c1-64; }
bad=0
proven=" "
events=
say() { echo "$1"; bad=1; }
for day in chain/*.txt; do
  [ -f "$day" ] || { say "$day: there is no chain"; continue; }
  before=
  while read -r hash digest json; do
    if [ -n "$json" ] && [ "$(printf %s "$json" | sum)" != "$digest" ]; then say "$day: the record is altered: $json"; fi
    [ -n "$before" ] || before=$(printf %s "$json" | sed -n 's/.*"after":"\([0-9a-f]*\)".*/\1/p')
    [ "$(printf '%s %s' "$before" "$digest" | sum)" = "$hash" ] || say "$day: the chain is broken before $hash"
    before=$hash
    number=$(printf %s "$json" | sed -n 's/^{"n":\([0-9]*\),.*/\1/p')
    said=$(printf %s "$json" | sed -n 's/.*"sha256":"\([0-9a-f]*\)".*/\1/p')
    what=$(printf %s "$json" | sed -n 's/^{"n":[0-9]*,"at":"[^"]*","what":"\([a-z]*\)".*/\1/p')
    [ -n "$said" ] || continue
    if [ -f "records/$number" ]; then
      [ "$(sum < "records/$number")" = "$said" ] || say "records/$number is altered"
      proven="$proven records/$number "
      # A mail's record is a line of random digits, a line with the envelope, and the mail; that of events a line of random digits, and the events.
      if [ "$what" = events ]; then
        events="$events $number"
      else
        mail=mails/$(printf %06d "$number")-$what.eml
        proven="$proven $mail "
        tail -n +3 "records/$number" | cmp -s - "$mail" || say "$mail is not the mail of records/$number"
      fi
    else
      grep -h '"what":"erased"' chain/*.txt | grep -q "\"records\":\[\([0-9]*,\)*$number[],]" \
        || say "records/$number is missing, and the chain does not say that it was erased"
    fi
  done < "$day"
  echo "$day ends with $before"
done
for file in records/* mails/*; do
  case $proven in *" $file "*) ;; *) [ ! -e "$file" ] || say "$file is in no record of the chain";; esac
done
for number in $events; do tail -n +2 "records/$number"; done | cmp -s - events.jsonl || say "events.jsonl is not what the records say"
echo "mails.mbox is not checked: rely on mails/"
[ $bad = 0 ] && echo "all holds; compare the hashes above with those that were noted elsewhere" && exit 0
exit 1
