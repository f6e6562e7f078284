#include "app/saving.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/limits.h"

namespace thuoc {

void Saving::start() {
  for (const Shelved& shelved : shelf_.all) stored_.insert(shelved.id);
}

void Saving::store(const Record& record, std::function<void()> stored, Outside::Failed failed, bool say) {
  shelf_.put(record);
  const std::string id = record.dossier.id;
  Unsaved& one = unsaved[id];
  one.record = record;
  if (one.by_hand) {
    if (failed) failed(*one.saver.error());
    return;
  }
  one.saver.begin(++tries_);
  one.say = one.say || say;
  auto told = [this, id, failed = std::move(failed)](const Error& error) {
    store_failed(id, error);
    if (failed) failed(error);
  };
  std::string json = to_json_text(record);
  // The dossier is in it as a text: where the whole is no larger, neither is that.
  if (json.size() > limits::json_bytes && to_json_text(record.dossier).size() > limits::json_bytes) {
    return told({"page.dossier_too_large", {}, {{"limit", std::to_string(limits::json_bytes >> 20)}}});
  }
  outside_.ask(
      "put", {{"store", "dossier"}, {"id", id}, {"json", std::move(json)}, {"must_exist", stored_.contains(id)}},
      [this, id, stored = std::move(stored), a_try = tries_](const Json&) {
        stored_.insert(id);
        const auto found = unsaved.find(id);
        if (found == unsaved.end() || !found->second.saver.is_last(a_try)) return;  // there is something newer
        // Saving goes on by itself and says nothing; asked for, or after it failed, it does.
        const bool asked_for = found->second.say, mended = found->second.saver.error().has_value();
        unsaved.erase(found);
        if (stored) stored();
        if (letting_go_.contains(id)) let_go(id);
        if (asked_for || mended) notices_.tell(Notice::Tone::good, "page.saved_by_key");
        if (waiting_ && unsaved.empty()) std::exchange(waiting_, std::nullopt)->then();
      },
      [this, id, told, a_try = tries_](const Error& error) {
        const auto found = unsaved.find(id);
        if (found != unsaved.end() && found->second.saver.is_last(a_try)) told(error);
      });
}

void Saving::store_failed(std::string_view id, const Error& error) {
  Unsaved& one = unsaved.find(id)->second;
  one.saver.failed(error);
  one.by_hand = one.by_hand || error.code == "storage.gone";
  one.say = false;
  outside_.ask("wake_in", {{"ms", one.saver.pause(port::now_ms())}});
  if (waiting_) waiting_->failed(error);
  port::wake();
}

void Saving::retry(std::string_view open_id, bool due_only) {
  std::vector<Record> again;
  for (const auto& [id, one] : unsaved) {
    if (id != open_id && one.saver.error() && !one.by_hand && (!due_only || one.saver.is_due(port::now_ms())))
      again.push_back(one.record);
  }
  for (const Record& record : again) store(record);
}

void Saving::write_over(std::string_view open_id) {
  for (auto& [id, one] : unsaved) {
    if (one.by_hand) stored_.erase(id);
    one.by_hand = false;
  }
  retry(open_id, false);
}

void Saving::save_all(std::function<void()> then, Outside::Failed failed) {
  waiting_ = {std::move(then), std::move(failed)};
  std::vector<Record> records;
  for (const auto& [id, one] : unsaved) {
    if (one.by_hand) return waiting_->failed(*one.saver.error());
    records.push_back(one.record);
  }
  for (const Record& record : records) store(record);
  if (records.empty()) std::exchange(waiting_, std::nullopt)->then();
}

const Unsaved* Saving::failed(std::string_view id) const {
  const auto found = unsaved.find(id);
  return found != unsaved.end() && found->second.saver.error() ? &found->second : nullptr;
}

const Error* Saving::error() const {
  const auto failed = std::ranges::find_if(unsaved, [](const auto& one) { return one.second.saver.error().has_value(); });
  return failed == unsaved.end() ? nullptr : &*failed->second.saver.error();
}

void Saving::with_newest(std::string_view record_id, std::function<void(const Shelved&)> then) {
  // Another tab may have saved since this one started: what the store has now counts, unless what is here
  // did not get there yet.
  outside_.ask(
      "get", {{"store", "dossier"}, {"id", record_id}},
      [this, id = std::string(record_id), then = std::move(then)](const Json& data) {
        Shelved* const shelved = shelf_.find(id);
        if (!shelved) return;
        if (!unsaved.contains(id)) {
          const std::string stored = text_of(data, "json");
          auto fresh = load_record(stored, id);
          // Never an older one over what cannot be read: it would be saved over it.
          if (!fresh.record && !stored.empty()) {
            outside_.ask("unlock", {{"id", id}});
            notices_.tell(fresh.problems.front());
            return;
          }
          if (stored.empty() && !outside_.store_error) {
            // Deleted in another tab. What this one still knows of it can be kept, by whoever wants to.
            outside_.ask("unlock", {{"id", id}});
            if (shelved->record) keep_by_hand(id, *shelved->record, "storage.gone");
            port::wake();
            return;
          }
          if (fresh.record) {
            shelved->take(std::move(*fresh.record));
            shelved->history_mended = fresh.history_mended;
          }
        }
        if (shelved->record) then(Shelved(*shelved));
      },
      [this, id = std::string(record_id)](const Error& error) {
        outside_.ask("unlock", {{"id", id}});
        notices_.tell(error);
      });
}

void Saving::erase(std::string_view record_id) {
  outside_.ask("erase", {{"store", "dossier"}, {"id", record_id}}, [this, id = std::string(record_id)](const Json&) {
    shelf_.remove(id);
    unsaved.erase(id);
    stored_.erase(id);
    notices_.tell(Notice::Tone::info, "page.dossier_deleted");
  });
}

void Saving::let_go(std::string_view id) {
  if (unsaved.contains(id)) {
    letting_go_.emplace(id);
  } else {
    hold(id);
    outside_.ask("unlock", {{"id", id}});
  }
}

void Saving::lost(std::string_view id, std::optional<Record> newest) {
  hold(id);
  if (newest) {
    keep_by_hand(id, std::move(*newest), "storage.taken");
  } else if (const auto found = unsaved.find(id); found != unsaved.end()) {
    found->second.saver.failed({"storage.taken", {}, {}});
    found->second.by_hand = true;
  }
}

void Saving::keep_by_hand(std::string_view id, Record record, std::string_view code) {
  Unsaved& one = unsaved[std::string(id)];
  one.record = std::move(record);
  one.saver.begin(++tries_);
  one.saver.failed({std::string(code), {}, {}});
  one.by_hand = true;
}

}  // namespace thuoc
