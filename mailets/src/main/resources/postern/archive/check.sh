#!/bin/sh
# Checks an exported ticket with sha256sum alone. Prints what does not hold; ends with 0 if all does.
# A line of chain/DAY.txt is: hash of the record, SHA-256 of the record's JSON, and the JSON if it belongs to this ticket.
# hash = SHA-256 of "<hash of the line before> <SHA-256 of the JSON>"; the first line's record names the hash before it ("after").
cd "$(dirname "$0")" || exit 2
sum() { sha256sum | cut -c1-64; }
bad=0
say() { echo "$1"; bad=1; }
for day in chain/*.txt; do
  before=
  while read -r hash digest json; do
    if [ -n "$json" ] && [ "$(printf %s "$json" | sum)" != "$digest" ]; then say "$day: the record is altered: $json"; fi
    [ -n "$before" ] || before=$(printf %s "$json" | sed -n 's/.*"after":"\([0-9a-f]*\)".*/\1/p')
    [ "$(printf '%s %s' "$before" "$digest" | sum)" = "$hash" ] || say "$day: the chain is broken before $hash"
    before=$hash
    number=$(printf %s "$json" | sed -n 's/^{"n":\([0-9]*\),.*/\1/p')
    said=$(printf %s "$json" | sed -n 's/.*"sha256":"\([0-9a-f]*\)".*/\1/p')
    if [ -n "$said" ]; then
      if [ -f "records/$number" ]; then
        [ "$(sum < "records/$number")" = "$said" ] || say "records/$number is altered"
        # A mail's record is a line of random digits, a line with the envelope, and the mail.
        for mail in mails/*; do
          case $mail in mails/0*"$number"-*.eml | mails/"$number"-*.eml)
            [ "$(expr "${mail#mails/}" : '0*\([0-9]*\)-')" != "$number" ] || tail -n +3 "records/$number" | cmp -s - "$mail" || say "$mail is not the mail of records/$number";;
          esac
        done
      else
        grep -h '"what":"erased"' chain/*.txt | grep -q "[[,]$number[],]" || echo "record $number: its content is not here (if it was erased, a later day of the chain says so)"
      fi
    fi
  done < "$day"
  echo "$day ends with $before"
done
[ $bad = 0 ] && echo "all holds; compare the hashes above with those that were noted elsewhere" && exit 0
exit 1
