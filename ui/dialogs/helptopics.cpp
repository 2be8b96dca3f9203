// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/helptopics.h"

#include "core/base/words.h"

#include <map>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

HelpTopic semaphores()
{
    return {
        Kind::Semaphore,
        inWords("Help", "Three places, two of them taken; others stand in line."),
        {inWords("Help",
                 "A semaphore lets so many work at a time. Whoever works has a permit; who finds none left waits."),
         inWords("Help",
                 "The operator grants every permit that is asked for, also more than there are. Then it can no longer "
                 "write the status, which stays as it was. A permit's TTL alone ends nothing: only an expiry time in "
                 "its status does, and clients have to write that."),
         inWords("Help",
                 "Release or expire a permit to make room, or raise the number of permits. A frozen status recovers by "
                 "itself once no more are granted than there are.")}};
}

HelpTopic barriers()
{
    return {
        Kind::Barrier,
        inWords("Help", "Three have come to the line, one is still on the way."),
        {inWords("Help",
                 "A barrier lets nobody on until enough have arrived: as many as are expected, or the quorum where one "
                 "is set."),
         inWords("Help",
                 "Its time-out counts from its creation. Past it, no arrival opens the barrier any more. An arrival "
                 "without an owner reference is not noticed until something else touches the barrier."),
         inWords("Help",
                 "Arrive for those who are missing, lower what is expected, or raise the time-out; what is past its "
                 "time-out is looked at again then.")}};
}

HelpTopic leases()
{
    return {
        Kind::Lease,
        inWords("Help", "One has the place for a time; three wait in their order."),
        {inWords("Help",
                 "A lease belongs to one holder at a time, for as long as its TTL. Others ask for it by requests; the "
                 "highest priority gets it next, and among equal ones any of them."),
         inWords("Help",
                 "Without a TTL a lease stays with its holder for ever, also when the holder is gone. A request that "
                 "was granted before and still exists competes again: a dead holder may win anew."),
         inWords("Help",
                 "Release it, expire it, or hand it to somebody who waits. Each of these first takes away the old "
                 "holder's request, which would win again.")}};
}

HelpTopic gates()
{
    return {
        Kind::Gate,
        inWords("Help", "Two conditions are met and one is not: the way stays shut."),
        {inWords("Help",
                 "A gate opens when all of its conditions hold at once: jobs that are complete, semaphores with enough "
                 "permits left, barriers that are open, leases that are available."),
         inWords("Help",
                 "Other kinds of condition are accepted and can never be met. What a gate depends on does not wake it: "
                 "it looks again by its own timer. An opened gate shuts again when a condition no longer holds."),
         inWords("Help",
                 "A phase written by hand is undone at once. Make the conditions true, or change them; then have the "
                 "operator look again.")}};
}

HelpTopic mutexes()
{
    return {
        Kind::Mutex,
        inWords("Help", "One has the place; two wait."),
        {inWords(
             "Help",
             "A mutex is held by one at a time. Clients take it by writing themselves into its status; the operator "
             "only ends what has expired."),
         inWords(
             "Help",
             "Its expiry time comes from the clock of whoever took it and is judged by the operator's. Without one, "
             "a holder that dies keeps the mutex."),
         inWords("Help", "Release or expire it. Nobody who waits is told an order: whoever asks first has it.")}};
}

HelpTopic rwmutexes()
{
    return {
        Kind::RWMutex,
        inWords("Help", "Three read at a time; the place of the one who writes is empty."),
        {inWords("Help", "A read-write mutex is held by many who read or by one who writes, never by both."),
         inWords("Help",
                 "One reader that never lets go keeps every writer out. All readers share one expiry time, the latest "
                 "that was written."),
         inWords("Help", "Release a single reader, or the writer; expire the lock to end all of it.")}};
}

HelpTopic onces()
{
    return {
        Kind::Once,
        inWords("Help", "The first one does it; for the others it is done."),
        {inWords("Help", "A once is done by the first who comes and by nobody else afterwards."),
         inWords(
             "Help",
             "It stays done until it is reset. One whose TTL has passed is deleted only when something touches it."),
         inWords("Help", "Reset it to have the work done again, or touch it to have an expired one collected.")}};
}

HelpTopic waitGroups()
{
    return {
        Kind::WaitGroup,
        inWords("Help", "Four tasks, two of them done; the way opens when none is left."),
        {inWords("Help", "A wait group counts open tasks. Who waits for it goes on when none is left."),
         inWords("Help",
                 "A task that dies without saying that it is done leaves the counter too high for ever. Its TTL ends "
                 "nothing."),
         inWords("Help", "Say done for whoever cannot any more, or set the counter.")}};
}

HelpTopic holders()
{
    return {
        {},
        {},
        {inWords("Help", "Everybody who holds or waits for something, a row for each hold, over all kinds."),
         inWords("Help",
                 "A holder is only a name that a client gave. Where it is the name of a pod, a node or a job, that is "
                 "looked up: a holder that is gone cannot let go by itself."),
         inWords("Help", "Select a row to see everything the same name holds, and to free all of it at once.")}};
}

HelpTopic findings()
{
    return {
        {},
        {},
        {inWords("Help",
                 "What is wrong, the worst first. Each finding says what it is seen by, what will follow if nobody "
                 "acts, and what mends it."),
         inWords("Help",
                 "“Mend” shows the exact calls and what they will cause before anything is written. Several findings "
                 "can be selected and mended together."),
         inWords("Help", "What depends on pods is claimed only while their list is current.")}};
}

HelpTopic history()
{
    return {
        {},
        {},
        {inWords("Help",
                 "What happened since this window was opened: who got what, what opened, what failed. Kubernetes keeps "
                 "no events of these objects, so what was before is not known."),
         inWords("Help",
                 "What was done from here is kept longer, in the journal: konductor-inspect journal shows and checks "
                 "it.")}};
}

HelpTopic waitGraph()
{
    return {
        {},
        {},
        {inWords("Help",
                 "Who waits for whom, as boxes and arrows. At the end of every chain stands the one that has to move "
                 "first; boxes that wait for each other in a ring are a deadlock."),
         inWords("Help",
                 "Select a box to see its way to the end. The same is there as a tree, which can be read aloud."),
         inWords("Help", "Dashed arrows are inferred, from names or from what a pod runs.")}};
}

HelpTopic overview()
{
    return {{},
            {},
            {inWords("Help",
                     "Whether anything is wrong, who blocks most, what expires next and what has changed, of the whole "
                     "cluster."),
             inWords("Help",
                     "Every name is a link. Start at “Who blocks most”: what stands first there holds up most others."),
             inWords("Help", "The charts begin when the window is opened; nothing is known of the time before.")}};
}

} // namespace

HelpTopic helpOn(const QString& page)
{
    static const std::map<QString, HelpTopic (*)()> topics{
        {u"semaphores"_s, semaphores}, {u"barriers"_s, barriers},     {u"leases"_s, leases},
        {u"gates"_s, gates},           {u"mutexes"_s, mutexes},       {u"rwmutexes"_s, rwmutexes},
        {u"onces"_s, onces},           {u"waitgroups"_s, waitGroups}, {u"holders"_s, holders},
        {u"findings"_s, findings},     {u"history"_s, history},       {u"waitgraph"_s, waitGraph}};
    const auto topic = topics.find(page);
    return topic == topics.end() ? overview() : topic->second();
}

} // namespace konductor::ui
