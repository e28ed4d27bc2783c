# step.sh PROGRAM ARGUMENT …: runs a program. When it has ended, or standard input does, which happens when whoever started
# this is gone, however that was, what is left of the process group that this leads is asked to end, and killed two seconds later.
trap '' HUP INT TERM
exec 3<&0
"$@" 3<&- </dev/null &
program=$!
(cat <&3; kill -TERM 0; sleep 2; kill -KILL 0) >/dev/null 2>&1 &
wait "$program"
