# Read by deb.sh and tarball.sh. The same sources give the same bytes: times are the last commit's.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$here" log -1 --format=%ct 2>/dev/null || date +%s)}
MAINTAINER=${MAINTAINER:-$(git -C "$here" log -1 --format='%an <%ae>' 2>/dev/null || echo 'detente <detente@localhost>')}
export SOURCE_DATE_EPOCH MAINTAINER
umask 022
