# serve.sh FOLDER PROGRAM ARGUMENT …: runs a program until standard input ends, which it does when whoever started this has
# ended, however that was. Then, or when the program ends by itself, the folder is removed.
folder=$1
shift
trap '' HUP INT TERM
exec 3<&0
"$@" 3<&- </dev/null &
program=$!
# Nobody may be left who reads what the shell has to say of a program that was killed.
exec >/dev/null 2>&1
(cat <&3 >/dev/null; kill -KILL "$program" 2>/dev/null) &
watch=$!
wait "$program"
status=$?
rm -rf -- "$folder"
kill "$watch" 2>/dev/null
exit "$status"
