# cleanup.sh PIPE: undoes what a live run did, as far as it says on PIPE, once nobody can write there any more. That
# happens however the run ends: finished, interrupted or killed.
trap '' HUP INT TERM
due=$(awk '{ if (sub(/^forget /, "")) delete due[$0]; else due[$0] } END { for (each in due) print each }' "$1")
rm -f -- "$1"

each() { # each KIND: what is due of this kind, one a line
  printf '%s\n' "$due" | sed -n "s/^$1 //p"
}
alive() {
  kill -0 "-$1" 2>/dev/null
}

# PostgreSQL frees its shared memory only when it is asked to end.
each quit | while read -r group; do kill -QUIT "-$group" 2>/dev/null; done
each kill | while read -r group; do kill -KILL "-$group" 2>/dev/null; done
each quit | while read -r group; do
  for _ in $(seq 50); do alive "$group" && sleep 0.1; done
  kill -KILL "-$group" 2>/dev/null
done
each unmount | while read -r place; do umount -l -- "$place" 2>/dev/null; done
each remove | while read -r place; do rm -rf -- "$place" || { sleep 1; rm -rf -- "$place"; }; done
