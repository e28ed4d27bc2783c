# Undoes what a live run did. It reads one line for each thing to undo and acts when its input ends, which happens
# however the run ends: finished, interrupted or killed.
trap '' HUP INT TERM
list=''
while read -r line; do
  case $line in
    'forget '*) list=$(printf '%s\n' "$list" | grep -vxF -- "${line#forget }") ;;
    *) list=$(printf '%s\n%s' "$list" "$line") ;;
  esac
done

each() { # each KIND: what was told of this kind, one a line
  printf '%s\n' "$list" | sed -n "s/^$1 //p"
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
